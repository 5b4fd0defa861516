package state

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"testing"
)

// What is printed of a revision has nothing with which a digest was keyed, and the
// revision itself keeps it.
func TestShownHasNoKeys(t *testing.T) {
	for name, r := range map[string]Revision{
		"of a stack":  {Lineage: "LINEAGE", Key: []byte("key of the state"), Serial: 7},
		"of a run":    {Lineage: "LINEAGE", Key: []byte("key of the state"), Run: &RunRef{ID: "r1", Key: []byte("key of the run"), Digest: "d"}},
		"without any": {Run: &RunRef{ID: "r1"}},
	} {
		t.Run(name, func(t *testing.T) {
			before, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			shown, err := json.Marshal(r.Shown())
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"LINEAGE", `"key"`, base64.StdEncoding.EncodeToString([]byte("key of the state")), base64.StdEncoding.EncodeToString([]byte("key of the run"))} {
				if bytes.Contains(shown, []byte(secret)) {
					t.Errorf("%s is in %s", secret, shown)
				}
			}
			if r.Run != nil && !bytes.Contains(shown, []byte(`"r1"`)) {
				t.Errorf("the run is not in %s", shown)
			}
			if after, err := json.Marshal(r); err != nil || !bytes.Equal(before, after) {
				t.Errorf("it was changed: %s, %v", after, err)
			}
		})
	}
}
