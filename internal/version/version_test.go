package version

import (
	"runtime/debug"
	"testing"
)

func TestRecorded(t *testing.T) {
	other, wl := debug.Module{Path: "example.com/platform", Version: "v9.9.9"}, "github.com/workloadlang/wl"
	for name, c := range map[string]struct {
		main debug.Module
		deps []*debug.Module
		want string
	}{
		"the command":                    {debug.Module{Path: wl, Version: "v1.2.3"}, []*debug.Module{{Path: "example.com/x", Version: "v8.0.0"}}, "v1.2.3"},
		"the command, from a clone":      {debug.Module{Path: wl, Version: "v1.2.4-0.20261130-abcdef"}, nil, "v1.2.4-0.20261130-abcdef"},
		"the command, none recorded":     {debug.Module{Path: wl}, nil, "(devel)"},
		"a library":                      {other, []*debug.Module{{Path: "example.com/x", Version: "v8.0.0"}, {Path: wl, Version: "v1.2.3"}}, "v1.2.3"},
		"a library of a fork":            {other, []*debug.Module{{Path: wl, Version: "v1.2.3", Replace: &debug.Module{Path: "example.com/wl", Version: "v1.2.5"}}}, "v1.2.5"},
		"a library of a directory":       {other, []*debug.Module{{Path: wl, Version: "v0.0.0", Replace: &debug.Module{Path: "../wl"}}}, "(devel)"},
		"a library, with a longer path":  {other, []*debug.Module{{Path: wl + "/v2", Version: "v2.0.0"}}, "(devel)"},
		"a program without modules, too": {debug.Module{}, nil, "(devel)"},
	} {
		if got := recorded(&debug.BuildInfo{Main: c.main, Deps: c.deps}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if OfWL() == "" {
		t.Error("the version is empty")
	}
}
