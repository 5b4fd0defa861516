// Package version tells which wl a program is, or has in it.
package version

import "runtime/debug"

// module is the path of wl's module.
const module = "github.com/workloadlang/wl"

// OfWL is the version of wl's module, or the commit of a build from a clone, as the Go toolchain recorded it: of the
// command, or of the library in another program. It is never empty.
func OfWL() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return unknown
	}
	return recorded(info)
}

// unknown is the version of a build of which none is recorded.
const unknown = "(devel)"

func recorded(info *debug.BuildInfo) string {
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path != module {
			continue
		}
		if m.Replace != nil { // what was built is another one than is required
			m = m.Replace
		}
		if m.Version != "" {
			return m.Version
		}
	}
	return unknown
}
