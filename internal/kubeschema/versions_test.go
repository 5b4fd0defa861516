package kubeschema

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReleases(t *testing.T) {
	for text, want := range map[string]Release{
		"1.36": {Minor: 36}, "1.36.3": {36, 3, true}, "v1.35.0-gke.100": {35, 0, true}, "1.34+": {Minor: 34},
	} {
		got, err := ParseRelease(text)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", text, err, diff)
		}
	}
	for _, text := range []string{"", "one", "1", "v"} {
		if r, err := ParseRelease(text); err == nil {
			t.Errorf("%q is read as %v", text, r)
		}
	}
}

func TestGatesByRelease(t *testing.T) {
	patched := Gate{On: []Range{{From: "1.35.0", Until: "1.35.4"}, {From: "1.37"}}}
	for text, want := range map[string]bool{
		"1.34": false, "1.34.9": false, "1.35": false, "1.35.0": true, "1.35.3": true, "1.35.4": false, "1.36": false, "1.37": true, "1.37.0": true, "1.38": true,
	} {
		r, err := ParseRelease(text)
		if err != nil || patched.isOn(r) != want {
			t.Errorf("%s: on is %t (%v)", text, !want, err)
		}
	}
	if (Gate{}).isOn(Release{Minor: 37}) {
		t.Error("a gate that is on nowhere is on")
	}
}

// What is said of versions is of types and fields that there are, but for those that
// are gone.
func TestVersionsNameMembers(t *testing.T) {
	names, err := Members()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, n := range names {
		known[n] = true
	}
	v := readVersions()
	if v.First < 23 || v.Last <= v.First || len(v.Served) < 50 || len(v.Gates) < 30 {
		t.Errorf("%d to %d: %d fields, %d gates", v.First, v.Last, len(v.Served), len(v.Gates))
	}
	unknown := 0
	for name, m := range v.Served {
		if !known[name] && m.Until == 0 {
			unknown++
		}
	}
	if unknown > 2 { // those of containers of one sort
		t.Errorf("%d names are of no field", unknown)
	}
	for name, g := range v.Gates {
		for _, r := range g.On {
			if _, err := ParseRelease(r.From); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
