package plan

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

func TestDataKey(t *testing.T) {
	for path, want := range map[string]string{
		"data.level": "level", `data["nginx.conf"]`: "nginx.conf", `binaryData["a\"b"]`: `a"b`, "binaryData.logo": "logo",
		"data": "", "database.level": "", "metadata.labels.data": "", "data[0]": "", "immutable": "",
	} {
		if key, ok := dataKey(object.MustParsePath(path)); key != want || ok != (want != "") {
			t.Errorf("%s: %q, %v; want %q", path, key, ok, want)
		}
	}
}

// What no change of the plan explains is said.
func TestHashNote(t *testing.T) {
	for _, c := range []struct {
		before, after     string
		explained, newKey bool
		want              fact.Code
	}{
		{"", "1-a", false, false, NoteDigestNew},
		{"", "1-a-b", true, true, NoteDigestNew},
		{"1-a", "", false, false, NoteDigestGone},
		{"1-a", "1-b", true, false, ""},
		{"1-a", "1-b", false, false, NoteConfigMapsHaveChanged},
		{"1-a", "1-b", false, true, NoteConfigMapsHaveChanged},
		{"1-a-b", "1-a-c", true, false, ""},
		{"1-a-b", "1-a-c", false, false, NoteSecretsHaveChanged},
		{"1-a-b", "1-a-c", false, true, NoteKeyNew},
		{"1-a-b", "1-c-d", true, true, NoteKeyNew},
		{"1-a", "1-a-b", false, true, NoteSecretsHaveChanged},
		{"0-a", "1-b", false, false, NoteDigestOfOtherVersion},
	} {
		if got := hashNote(c.before, c.after, c.explained, c.newKey); got.Code != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
