package lang

import "testing"

// Credentials are in clear text where they leave the machine by http.
func TestInClearText(t *testing.T) {
	for address, want := range map[string]struct{ token, alone bool }{
		"http://prometheus.example.com":     {token: true},
		"HTTP://10.0.0.9:9090/prometheus":   {token: true},
		"http://[fd00::9]:9090":             {token: true},
		"http://user:secret@monitoring":     {token: true, alone: true},
		"https://prometheus.example.com":    {},
		"https://user:secret@monitoring":    {},
		"http://localhost:9090":             {},
		"http://127.0.0.1:9090":             {},
		"http://127.8.9.1":                  {},
		"http://[::1]:9090":                 {},
		"http://user:secret@localhost:9090": {},
		"http://%zz":                        {},
	} {
		if got := inClearText(address, true); got != want.token {
			t.Errorf("%s with a token: %v", address, got)
		}
		if got := inClearText(address, false); got != want.alone {
			t.Errorf("%s: %v", address, got)
		}
	}
}
