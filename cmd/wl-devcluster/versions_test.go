package main

import "testing"

func TestVersionThatIsNotBuilt(t *testing.T) {
	p := newProgram(t)
	p.mustFail(t, "build it with make devcluster KUBERNETES=1.12. Built: ", "up", "--kubernetes", "1.12")
}

func TestMinorVersion(t *testing.T) {
	for version, want := range map[string]string{"v1.36.3": "1.36", "1.37": "1.37", "v1.35.0-rc.1": "1.35", "": ""} {
		if got := minor(version); got != want {
			t.Errorf("%q: %q, want %q", version, got, want)
		}
	}
}
