package nearest

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"replicas", "paused", "x", "prod-eu", "prod-us"}
	for name, want := range map[string]string{
		"replica": "replicas", "Paused": "paused", "prod-ue": "prod-us", "prod-u": "prod-eu", "y": "", "": "", "template": "",
	} {
		if got := To(name, known); got != want {
			t.Errorf("%q is nearest to %q, want %q", name, got, want)
		}
	}
	if got := Sentence("replica", known).String() + Clause("pause", known).String() + Sentence("nothing", nil).String(); got != ` Did you mean "replicas"?; did you mean "paused"?` {
		t.Error(got)
	}
}
