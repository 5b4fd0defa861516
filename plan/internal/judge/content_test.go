package judge

import (
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
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
		adopting          bool
	}{
		{"", "1-a", false, false, plan.NoteDigestNew, false},
		{"", "1-a-b", true, true, plan.NoteDigestNew, false},
		{"1-a", "", false, false, plan.NoteDigestGone, false},
		{"1-a", "1-b", true, false, "", false},
		{"1-a", "1-b", false, false, plan.NoteConfigMapsHaveChanged, false},
		{"1-a", "1-b", false, true, plan.NoteConfigMapsHaveChanged, false},
		{"1-a-b", "1-a-c", true, false, "", false},
		{"1-a-b", "1-a-c", false, false, plan.NoteSecretsHaveChanged, false},
		{"1-a-b", "1-a-c", false, true, plan.NoteKeyNew, false},
		{"1-a-b", "1-c-d", true, true, plan.NoteKeyNew, false},
		{"1-a", "1-a-b", false, true, plan.NoteSecretsHaveChanged, false},
		{"0-a", "1-b", false, false, plan.NoteDigestOfOtherVersion, false},
		{"1-a-b", "1-a-c", false, false, plan.NoteKeyPerhapsAnothers, true},
		{"1-a-b", "1-a-c", true, false, "", true},
		{"1-a-b", "1-a-c", false, true, plan.NoteKeyPerhapsAnothers, true},
		{"1-a-b", "1-c-d", true, true, plan.NoteKeyPerhapsAnothers, true},
		{"1-a-b", "1-a", false, true, plan.NoteSecretsHaveChanged, true},
		{"1-a-b", "1-c-d", false, false, plan.NoteConfigMapsHaveChanged, true},
		{"1-a", "1-b", false, false, plan.NoteConfigMapsHaveChanged, true},
	} {
		if got := hashNote(c.before, c.after, c.explained, c.newKey, c.adopting); got.Code != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
