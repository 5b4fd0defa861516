package connection

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"sigs.k8s.io/yaml"
)

// Every character arrives as it was written, alone, twice, and within a key.
func TestEveryCharacterArrives(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) || r > 0x11000 && r%0x1fff > 2 { // beyond, all are alike
			continue
		}
		want := map[string]string{"one": "a" + string(r) + "b", "two": string(r) + string(r), string(r) + "key": ""}
		body, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got, again map[string]string
		if err := yaml.Unmarshal(ReadAsYAML(body), &got); err != nil {
			t.Errorf("%U: %v", r, err)
			continue
		}
		if err := json.Unmarshal(ReadAsYAML(body), &again); err != nil {
			t.Errorf("%U: %v", r, err)
		}
		for k, v := range want {
			if got[k] != v || again[k] != v {
				t.Errorf("%U: %q is %q as YAML, and %q as JSON", r, v, got[k], again[k])
			}
		}
	}
}
