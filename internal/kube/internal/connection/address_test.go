package connection

import (
	"strings"
	"testing"
)

// Credentials in an address are in nothing that is printed or saved.
func TestAddressesWithCredentials(t *testing.T) {
	for address, want := range map[string]string{
		"https://127.0.0.1:6443":                     "https://127.0.0.1:6443",
		"https://[::1]:6443/k8s/clusters/c-1":        "https://[::1]:6443/k8s/clusters/c-1",
		"127.0.0.1:6443":                             "127.0.0.1:6443",
		"":                                           "",
		"https://user:hunter2@127.0.0.1:6443":        "https://127.0.0.1:6443",
		"https://hunter2@example.com/a":              "https://example.com/a",
		"https://example.com/a?token=hunter2":        "https://example.com/a",
		"https://example.com/#hunter2":               "https://example.com/",
		"user:hunter2@example.com:6443":              "https://example.com:6443",
		"https://user:hunter%40%2F2@example.com:443": "https://example.com:443",
	} {
		if got := shown(address); got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
		if err := checkAddress("server", address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for address, want := range map[string]string{
		"http://user:hunter2@127.0.0.1:x1":  `proxy-url: invalid port ":x1" after host`,
		"https://user:hun ter2@example.com": "proxy-url: net/url: invalid userinfo",
		"https://user:hunter2@exa mple.com": "proxy-url: invalid character",
		"user:hunter2@example.com:x":        "proxy-url: invalid port",
		"https://hunter2\x7f@example.com":   "proxy-url: net/url: invalid control character in URL",
	} {
		err := checkAddress("proxy-url", address)
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "hun") {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
}
