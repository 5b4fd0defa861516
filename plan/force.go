package plan

// Force is an object, or a field of one with all that is in it, whose conflicts are taken.
type Force struct {
	Address string // of the block that makes the object, and of no other
	Path    string // of the field, as plans print it; empty for the whole object
}

// ParseForce reads ADDRESS[:PATH]. The colons in a key of an address belong to that.
func ParseForce(text string) Force {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return Force{Address: text[:i], Path: text[i+1:]}
		}
	}
	return Force{Address: text}
}

// Forces reads several.
func Forces(texts []string) []Force {
	var all []Force
	for _, t := range texts {
		all = append(all, ParseForce(t))
	}
	return all
}

// String writes it as ParseForce reads it.
func (f Force) String() string {
	if f.Path == "" {
		return f.Address
	}
	return f.Address + ":" + f.Path
}
