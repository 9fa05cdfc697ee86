/* Records what a process does to the files below one folder, and makes chosen calls fail.
 *
 * Preloaded into a Python process on Linux. DISK_SHIM_ROOT names the folder; DISK_SHIM_LOG, if it
 * is set, the log. A record is: kind (1 byte), length of the path (4), offset (8), length of the
 * data (8), little-endian, then path and data. Kinds: C created, W written, T truncated to the
 * offset, S file synced, D folder synced, U unlinked, R renamed and L linked to the path in data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *paths[FILES];
static const char *root;
static size_t root_length;
static int log_file = -1;
static int started;

/* Which call fails: the calls of one class are counted from 0; -1 for none. */
enum { WRITING, SYNCING, NAMING, OPENING, CLASSES };
static long counts[CLASSES];
static int fail_class = -1, fail_error, fail_always;
static long fail_at = -1;

void disk_shim_fail(int which, long at, int error, int always) {
    memset(counts, 0, sizeof counts);
    fail_class = which;
    fail_at = at;
    fail_error = error;
    fail_always = always;
}

long disk_shim_count(int which) { return counts[which]; }

static void start(void) {
    if (started) return;
    started = 1;
    root = getenv("DISK_SHIM_ROOT");
    root_length = root ? strlen(root) : 0;
    const char *log = getenv("DISK_SHIM_LOG");
    if (!root || !log) return;
    int opened = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_file = fcntl(opened, F_DUPFD_CLOEXEC, 900);
    REAL(close)(opened);
}

static int ours(const char *path) {
    start();
    if (!root || !path) return 0;
    /* The folder itself, too: root ends in a slash. */
    size_t length = strlen(path) + 1 == root_length ? root_length - 1 : root_length;
    return strncmp(path, root, length) == 0;
}

static const char *path_of(int file) {
    return file >= 0 && file < FILES ? paths[file] : NULL;
}

static int refused(int which) {
    long number = counts[which]++;
    if (which != fail_class || fail_at < 0) return 0;
    if (number != fail_at && !(fail_always && number > fail_at)) return 0;
    errno = fail_error;
    return 1;
}

static void record(char kind, const char *path, uint64_t offset, const void *data, uint64_t size) {
    if (log_file < 0) return;
    uint32_t length = (uint32_t)strlen(path);
    size_t whole = 1 + 4 + 8 + 8 + length + size;
    char *bytes = malloc(whole), *at = bytes;
    *at++ = kind;
    memcpy(at, &length, 4), at += 4;
    memcpy(at, &offset, 8), at += 8;
    memcpy(at, &size, 8), at += 8;
    memcpy(at, path, length), at += length;
    if (size) memcpy(at, data, size);
    pthread_mutex_lock(&lock);
    if (REAL(write)(log_file, bytes, whole) != (ssize_t)whole) abort();
    pthread_mutex_unlock(&lock);
    free(bytes);
}

static int is_folder(int file) {
    struct stat found;
    return fstat(file, &found) == 0 && S_ISDIR(found.st_mode);
}

static int opened(int file, const char *path, int flags, int was_there) {
    if (file < 0 || file >= FILES || !ours(path)) return file;
    free(paths[file]);
    paths[file] = strdup(path);
    if (is_folder(file)) return file;
    if ((flags & O_CREAT) && !was_there) record('C', path, 0, NULL, 0);
    if ((flags & O_TRUNC) && was_there) record('T', path, 0, NULL, 0);
    return file;
}

#define MODE(flags, last) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, last); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        MODE(flags, flags) \
        if (ours(path) && (flags & O_ACCMODE) != O_RDONLY && refused(OPENING)) return -1; \
        int was_there = access(path, F_OK) == 0; \
        return opened(REAL(name)(path, flags, mode), path, flags, was_there); \
    }
OPEN(open)
OPEN(open64)

#define OPEN_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        MODE(flags, flags) \
        if (ours(path) && (flags & O_ACCMODE) != O_RDONLY && refused(OPENING)) return -1; \
        int was_there = access(path, F_OK) == 0; \
        return opened(REAL(name)(folder, path, flags, mode), path, flags, was_there); \
    }
OPEN_AT(openat)
OPEN_AT(openat64)

int close(int file) {
    if (path_of(file)) {
        free(paths[file]);
        paths[file] = NULL;
    }
    return REAL(close)(file);
}

#define WRITE_AT(name, offset_type) \
    ssize_t name(int file, const void *data, size_t size, offset_type offset) { \
        const char *path = path_of(file); \
        if (path && refused(WRITING)) return -1; \
        ssize_t done = REAL(name)(file, data, size, offset); \
        if (path && done > 0) record('W', path, (uint64_t)offset, data, (uint64_t)done); \
        return done; \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

ssize_t write(int file, const void *data, size_t size) {
    const char *path = path_of(file);
    if (path && refused(WRITING)) return -1;
    off_t offset = path ? lseek(file, 0, SEEK_CUR) : 0;
    if (path && (fcntl(file, F_GETFL) & O_APPEND)) offset = lseek(file, 0, SEEK_END);
    ssize_t done = REAL(write)(file, data, size);
    if (path && done > 0) record('W', path, (uint64_t)offset, data, (uint64_t)done);
    return done;
}

#define TRUNCATE(name, length_type) \
    int name(int file, length_type length) { \
        const char *path = path_of(file); \
        if (path && refused(NAMING)) return -1; \
        int failed = REAL(name)(file, length); \
        if (path && !failed) record('T', path, (uint64_t)length, NULL, 0); \
        return failed; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int file) { \
        const char *path = path_of(file); \
        if (path && refused(SYNCING)) return -1; \
        int failed = REAL(name)(file); \
        if (path && !failed) record(is_folder(file) ? 'D' : 'S', path, 0, NULL, 0); \
        return failed; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    if (ours(path) && refused(NAMING)) return -1;
    int failed = REAL(unlink)(path);
    if (ours(path) && !failed) record('U', path, 0, NULL, 0);
    return failed;
}

int rename(const char *old, const char *new) {
    if (ours(new) && refused(NAMING)) return -1;
    int failed = REAL(rename)(old, new);
    if (ours(new) && !failed) record('R', old, 0, new, strlen(new));
    return failed;
}

int link(const char *old, const char *new) {
    if (ours(new) && refused(NAMING)) return -1;
    int failed = REAL(link)(old, new);
    if (ours(new) && !failed) record('L', old, 0, new, strlen(new));
    return failed;
}
