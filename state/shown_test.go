package state

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"testing"
)

// Whatever bytes are kept of a revision are a key, and are not printed: also those of what is
// added to it.
func TestShownHasNoBytes(t *testing.T) {
	r := Revision{Key: []byte("key")}
	for v, i := reflect.ValueOf(&r).Elem(), 0; i < v.NumField(); i++ {
		if _, is := v.Field(i).Interface().(*RunRef); is {
			v.Field(i).Set(reflect.ValueOf(&RunRef{ID: "r1", Key: []byte("key")}))
		}
	}
	if n := keys(reflect.ValueOf(r)); n != 3 {
		t.Fatalf("the revision has %d keys: this test sees too few", n)
	}
	if n := keys(reflect.ValueOf(r.Shown())); n != 0 {
		t.Errorf("%d keys are shown", n)
	}
}

// keys counts what is bytes, within a value.
func keys(v reflect.Value) (n int) {
	switch {
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 && v.Len() > 0:
		return 1
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return keys(v.Elem())
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			n += keys(v.Field(i))
		}
	}
	return n
}

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
