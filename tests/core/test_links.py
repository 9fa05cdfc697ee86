"""One gate decides which addresses may be opened and whose profile one is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infodesk.core.links import host, profile_slug, profile_url, safe_url

ADDRESSES = st.lists(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from(["https://", "www.linkedin.com", "/in/", "/pub/", "%2F", "%00", "@", "["]),
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a?b=c#d", "http://example.org", "mailto:a@example.org", "tel:+15550100"],
)
def test_safe(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "\\\\server\\share",
        "//server/share",
        "https://",
        "https://a@example.org/",
        "https://example.org/\u202egpj",
        "https://exa mple.org",
        " https://example.org",
        "https://[::1",
        "mailto:",
        "example.org",
        "",
    ],
)
def test_unsafe(url):
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.linkedin.com/in/bo-mu%C3%9Fter-00b2", "bo-mußter-00b2"),
        ("https://WWW.linkedin.com/in/Gil-Z/?trk=sample", "gil-z"),
        ("linkedin.com/in/gita", "gita"),
        ("http://de.linkedin.com/in/gita/en", "gita"),
        ("https://www.linkedin.com/pub/ron/4/374/10b", "ron-10b3744"),
        ("https://www.linkedin.com/in/je%CC%81", "jé"),
        ("https://www.linkedin.com/in/j%FCrgen", "jürgen"),
        ("https://www.linkedin.com.example.org/in/b", ""),
        ("https://evil-linkedin.com/in/b", ""),
        ("https://www.linkedin.com@example.org/in/b", ""),
        ("https://a:b@www.linkedin.com/in/b", ""),
        ("javascript://linkedin.com/in/b", ""),
        ("https://www.linkedin.com/company/b", ""),
        ("https://www.linkedin.com/in/", ""),
        ("https://www.linkedin.com/in/a%2Fb", ""),
        ("https://www.linkedin.com/in/a%20b", ""),
        ("https://www.linkedin.com/in/a%00b", ""),
        ("https://www.linkedin.com/in/a%E2%80%AEb", ""),
        ("https://www.linkedin.com\\in\\b", ""),
    ],
)
def test_profile_slug(url, slug):
    assert profile_slug(url) == slug


@given(ADDRESSES)
def test_nothing_raises_and_a_slug_names_one_profile(url):
    assert safe_url(url) in (url, "")
    host(url)
    if slug := profile_slug(url):
        assert profile_slug(profile_url(slug)) == slug
        assert safe_url(profile_url(slug))


def test_host_shows_look_alikes():
    assert host("https://www.exаmple.org/") == "www.xn--exmple-4nf.org"
    assert host("mailto:ada@example.org") == "example.org"
