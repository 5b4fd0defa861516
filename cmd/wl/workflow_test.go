package main

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
)

// A line that begins a command of a workflow begins none, however it comes.
func TestUnobeyed(t *testing.T) {
	command := regexp.MustCompile(`##[A-Za-z]*\[`)
	for given, want := range map[string]string{
		"::error title=pwn::x\n":                      "\\u003a",
		"    ::add-mask::x\n":                         "",
		"a\r\n\t\u00a0\u3000::group::x":               "",
		"a\r::stop-commands::x":                       "",
		"a ##[error]b":                                "",
		"###[error]":                                  "",
		"##[##[error]":                                "",
		"a ##vso[task.setvariable variable=PATH]/tmp": `##vso\u005b`,
		"##TeamCity[buildStatus status='SUCCESS']":    `##TeamCity\u005b`,
		"##teamcity##vso[task.complete]":              "",
		"::::error":                                   "",
	} {
		for size := 1; size <= len(given); size++ {
			var u unobeyed
			var b strings.Builder
			for rest := []rune(given); len(rest) > 0; {
				n := min(size, len(rest))
				b.Write(u.text([]byte(string(rest[:n]))))
				rest = rest[n:]
			}
			got := b.String()
			for _, line := range strings.FieldsFunc(got, func(r rune) bool { return r == '\n' || r == '\r' }) {
				if strings.HasPrefix(strings.TrimSpace(line), "::") || command.MatchString(line) || !strings.Contains(got, want) {
					t.Errorf("%q in parts of %d: %q", given, size, got)
				}
			}
		}
	}
	for _, same := range []string{"a::b\n", "  - std::string ::error\n", "# [a]\n#[b]\n#\n#[\n", "## a[0]\n##a b[0]\n##\nvso[\n", ": :\n", "10.0.0.0/8 fe80::1\n", "\xff\xfe::\n"} {
		if got := string(new(unobeyed).text([]byte(same))); got != same {
			t.Errorf("%q has become %q", same, got)
		}
	}
	var read map[string]string
	written := new(unobeyed).text([]byte(`{"a": "##[error]b", "b": "::c"}`))
	if err := json.Unmarshal(written, &read); err != nil || read["a"] != "##[error]b" || read["b"] != "::c" {
		t.Errorf("%s: %v, %v", written, read, err)
	}
}

// Logs are read for commands in the jobs of some, by what their environment says.
func TestWhoObeysALog(t *testing.T) {
	for name, want := range map[string]bool{
		"GITHUB_ACTIONS=true": true, "TF_BUILD=True": true, "TEAMCITY_VERSION=2025.11": true,
		"GITHUB_ACTIONS=": false, "TF_BUILD=": false, "TEAMCITY_VERSION=": false, "CI=true": false,
	} {
		set, value, _ := strings.Cut(name, "=")
		o := newOutput(io.Discard, func(asked string) string {
			if asked == set {
				return value
			}
			return ""
		})
		if got := o.log != nil; got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
