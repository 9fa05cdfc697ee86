/* Refuses a process every way to the network, and writes down what it tried.
 *
 * Preloaded into a Python process on Linux. NETWORK_SHIM_LOG names the file that gets a line for
 * each call: sockets of any family but the local one (a window needs that to reach its display),
 * and names to be looked up. The calls fail as they do without a network.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void tell(const char *call, const char *what) {
    const char *name = getenv("NETWORK_SHIM_LOG");
    char line[256];
    int length = snprintf(line, sizeof line, "%s %s\n", call, what ? what : "");
    int file = name ? open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (file >= 0) {
        if (write(file, line, (size_t)length) < 0) { /* the log is read; nothing else to do */
        }
        close(file);
    }
}

int socket(int domain, int type, int protocol) {
    static int (*real)(int, int, int);
    if (!real)
        real = (int (*)(int, int, int))dlsym(RTLD_NEXT, "socket");
    if (domain == AF_UNIX)
        return real(domain, type, protocol);
    char family[32];
    snprintf(family, sizeof family, "family %d", domain);
    tell("socket", family);
    errno = EACCES;
    return -1;
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
    static int (*real)(int, const struct sockaddr *, socklen_t);
    if (!real)
        real = (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "connect");
    if (address && address->sa_family == AF_UNIX)
        return real(fd, address, length);
    tell("connect", "");
    errno = EACCES;
    return -1;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
    (void)service, (void)hints, (void)found;
    tell("getaddrinfo", node);
    return EAI_FAIL;
}

struct hostent *gethostbyname(const char *name) {
    tell("gethostbyname", name);
    return NULL;
}
