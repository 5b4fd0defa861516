package object_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
)

func TestMask(t *testing.T) {
	secret := &object.Manifest{Ref: object.Ref{Kind: "Secret"}, Content: map[string]any{"data": map[string]any{
		"key": base64.StdEncoding.EncodeToString([]byte("-----BEGIN KEY-----\nabcdefgh\n-----END KEY-----\n")),
		"pin": base64.StdEncoding.EncodeToString([]byte("7")),
		"all": base64.StdEncoding.EncodeToString([]byte("user\nx9\n{\n")),
	}}}
	web := &object.Manifest{
		Ref: object.Ref{Kind: "Deployment"},
		Content: map[string]any{
			"a/b":  []any{map[string]any{"value": `hunter"2`}, map[string]any{"value": "shown"}},
			"port": int64(48151), "few": int64(3), "rate": 0.25, "on": true,
		},
		Sensitive: []object.Path{object.MustParsePath(`["a/b"][0].value`), object.PathOf("not", "there"), object.PathOf("port"), object.PathOf("few"), object.PathOf("rate"), object.PathOf("on")},
	}
	mask := object.NewMask(secret, web)
	for text, want := range map[string]string{
		`the value hunter"2 is wrong`:   "the value (sensitive) is wrong",
		`Invalid value: "hunter\"2": x`: `Invalid value: "(sensitive)": x`,
		"shown":                         "shown",
		"read abcdefgh from the file":   "read (sensitive) from the file",
		"pin=7, 17 tries of 7":          "pin=(sensitive), 17 tries of (sensitive)",
		"data Nw== decoded":             "data (sensitive) decoded",
		"data Nw, not NwA":              "data (sensitive), not NwA",
		"login x9: { x97 }":             "login (sensitive): { x97 }", // a line of a value, but no punctuation
		"port 48151, not 4815":          "port (sensitive), not 4815",
		"3 of 13 at 0.25, v1.30.3":      "(sensitive) of 13 at (sensitive), v1.30.(sensitive)",
		"Invalid value: true: untrue":   "Invalid value: (sensitive): untrue",
	} {
		if got := mask.Text(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := (object.Mask{}).Text("as it is"); got != "as it is" {
		t.Error(got)
	}
	if got := object.Withholding().Text("whatever 7"); got != object.Withheld {
		t.Error(got)
	}
}

// An API server shows what differs between two objects by go-cmp, which takes
// two texts apart at what they have in common: no value is whole in it.
func TestMaskLeavesNoComparison(t *testing.T) {
	mask := object.MaskOf("postgres://app:hunter2@db", "postgres://app:hunter3@db")
	const said = "Forbidden: pod updates may not change other fields\n"
	for name, comparison := range map[string]string{
		"of a struct": "  core.PodSpec{\n  \tVolumes: nil,\n- \t\t\tValue: \"hunter2\",\n+ \t\t\tValue: \"hunter3\",\n  }\n",
		"of a text":   "\u00a0\u00a0strings.Join({\n\u00a0\u00a0\t\"postgres://app:hunter\",\n-\u00a0\t\"2\",\n+\u00a0\t\"3\",\n\u00a0\u00a0}, \"\")\n",
		"of a slice":  "\u00a0 []string{\n-\u00a0\t\"hun\",\n\u00a0 }\n",
	} {
		got := mask.Text(said + comparison)
		if !strings.HasPrefix(got, strings.TrimSpace(said)) || strings.Contains(got, "hun") || strings.Contains(got, "3") {
			t.Errorf("%s: %q", name, got)
		}
		if got := (object.Mask{}).Text(said + comparison); got != said+comparison {
			t.Errorf("%s: nothing is sensitive, and it becomes %q", name, got)
		}
	}
	list := "the request was denied:\n- rule one: not so\n- rule two: {\n"
	if got := mask.Text(list); got != list {
		t.Errorf("A list is no comparison, and becomes %q", got)
	}
}

// What is cut off within a value shows no part of it.
func TestMaskFindsWhatIsCutOff(t *testing.T) {
	mask := object.MaskOf("correct-horse-battery")
	long := strings.Repeat("x ", 200)
	for text, want := range map[string]string{
		long + "correct-horse":    long + "(sensitive)",
		long + "correct-horse...": long + "(sensitive)...",
		"horse-battery " + long:   "(sensitive) " + long,
		"correct-horse":           "correct-horse", // too short a text to have been cut off
	} {
		if got := mask.Text(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// escapings are ways to write a text within another.
var escapings = map[string]func(string) string{
	"as it is":    func(s string) string { return s },
	"JSON":        jsonOf,
	"JSON, plain": plainJSON,
	"JSON in upper": func(s string) string {
		return regexp.MustCompile(`\\u00[0-9a-f]{2}`).ReplaceAllStringFunc(jsonOf(s), upperHex)
	},
	"YAML":          yamlOf,
	"JSON in YAML":  func(s string) string { return yamlOf(jsonOf(s)) },
	"Go":            strconv.Quote,
	"Go in ASCII":   strconv.QuoteToASCII,
	"Go's syntax":   func(s string) string { return fmt.Sprintf("%#v", struct{ V string }{s}) },
	"a URL's query": url.QueryEscape,
	"a URL's path":  url.PathEscape,
	"a lower URL": func(s string) string {
		return regexp.MustCompile(`%[0-9A-F]{2}`).ReplaceAllStringFunc(url.PathEscape(s), strings.ToLower)
	},
	"JSON in Go":     func(s string) string { return strconv.Quote(jsonOf(s)) },
	"JSON in JSON":   func(s string) string { return jsonOf(jsonOf(s)) },
	"thrice":         func(s string) string { return strconv.Quote(jsonOf(jsonOf(s))) },
	"JSON in a URL":  func(s string) string { return url.QueryEscape(jsonOf(s)) },
	"base64":         func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 in URLs": func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
}

func upperHex(s string) string { return `\u` + strings.ToUpper(s[2:]) }

func jsonOf(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

func plainJSON(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)
	return strings.TrimSpace(b.String())
}

// yamlOf is s itself where it has characters that this library does not write.
func yamlOf(s string) string {
	raw, err := yaml.Marshal(map[string]string{"k": s})
	if err != nil {
		return s
	}
	return strings.TrimSpace(strings.TrimPrefix(string(raw), "k:"))
}

// Whatever a value is made of and however it is written, it is found as a whole.
func TestMaskFindsEveryEscaping(t *testing.T) {
	around := regexp.MustCompile(`^BEGIN (?:struct \{ V string \}\{V:)?[\s"'\\|>+%0-9a-fA-F-]*\(sensitive\)(?:[\s"'\\%}=0-9a-fA-F]|\(sensitive\))* END$`)
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]string{"<", ">", "&", `"`, "'", `\`, "%", "+", "/", "?", "#", ":", " ", "é", "世", "😀", "\t", "\x01", "\x7f", "\u2028", "\u00a0", "k", "Z", "5", "n", "u", "x"})
		value := "Q" + strings.Join(rapid.SliceOfN(letters, 2, 90).Draw(t, "value"), "") + "Q"
		mask := object.MaskOf(value)
		for _, name := range slices.Sorted(maps.Keys(escapings)) {
			escape := escapings[name]
			if got := mask.Text("BEGIN " + escape(value) + " END"); !around.MatchString(got) {
				t.Fatalf("%s: %q, written as %s, becomes %q", name, value, escape(value), got)
			}
		}
	})
}

// Of a value of several lines, each is found by itself.
func TestMaskFindsEveryLine(t *testing.T) {
	value := "-----BEGIN KEY-----\nQ1<2>3&4\"5\n\nlast line\n"
	mask := object.MaskOf(value)
	for name, escape := range escapings {
		got := mask.Text("BEGIN " + escape(value) + " END")
		for _, part := range []string{"KEY", "Q1", "5", "line", "LS0t"} {
			if strings.Contains(strings.ReplaceAll(got, "BEGIN ", ""), part) {
				t.Errorf("%s: %q", name, got)
			}
		}
	}
}

// Whatever stands around a value, and whatever else is masked, the value is gone.
func TestMaskLeavesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.StringMatching(`[a-z"\\-]{4,9}`), 1, 5).Draw(t, "values")
		env := map[string]any{}
		text := ""
		for i, v := range values {
			env[string(rune('a'+i))] = v
			text += rapid.StringMatching(`[A-Z ]{0,3}`).Draw(t, "around") + v
		}
		m := object.NewMask(&object.Manifest{Content: map[string]any{"env": env}, Sensitive: []object.Path{object.PathOf("env")}})
		masked := strings.ReplaceAll(m.Text(text), object.Masked, "")
		for _, v := range values {
			if strings.Contains(masked, v) {
				t.Fatalf("%q is in %q, which was %q", v, masked, text)
			}
		}
	})
}
