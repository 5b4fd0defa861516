package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// obeys reports whether the log of a job is read for commands in the environment of a process:
// by the runner of a workflow of GitHub, the agent of Azure Pipelines, or that of TeamCity.
func obeys(environment func(string) string) bool {
	return environment("GITHUB_ACTIONS") == "true" || strings.EqualFold(environment("TF_BUILD"), "true") || environment("TEAMCITY_VERSION") != ""
}

// unobeyed escapes in output what such a log is read for: "::" where nothing but white space is
// before it on its line, and "##[", "##vso[" and "##teamcity[" wherever they stand. A value of an
// object, or what a Pod says, could mask what follows, set variables of later steps, or report
// errors of its own. What stands instead means the same in JSON, in which "::" begins no line.
type unobeyed struct {
	within bool // a line in which there was something else than white space
	last   string
}

// text is output without them. It may come in parts, of characters as a whole.
func (u *unobeyed) text(part []byte) []byte {
	kept := make([]byte, 0, len(part))
	for len(part) > 0 {
		r, size := utf8.DecodeRune(part)
		switch {
		case r == ':' && u.last == ":":
			kept, u.last = append(kept, `\u003a`...), ""
		case r == '[' && u.last == "##":
			kept, u.last = append(kept, `\u005b`...), ""
		default:
			kept = append(kept, part[:size]...)
			u.note(r)
		}
		part = part[size:]
	}
	return kept
}

// note keeps what the beginning of a command may have.
func (u *unobeyed) note(r rune) {
	switch {
	case r == '\n' || r == '\r':
		u.within, u.last = false, ""
	case r == '#' && u.last == "#", r == '#' && u.last == "##":
		u.within, u.last = true, "##"
	case u.last == "##" && unicode.IsLetter(r): // whose command it is
		u.within = true
	case r == '#' || r == ':' && !u.within:
		u.within, u.last = true, string(r)
	default:
		u.within, u.last = u.within || !unicode.IsSpace(r), ""
	}
}
