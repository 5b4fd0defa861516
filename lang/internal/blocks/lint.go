package blocks

// Ignored are the names of the warnings that are not wanted.
func (b Lint) Ignored() []string {
	var names []string
	for _, v := range b.Ignore().Value() {
		if name, ok := v.(string); ok {
			names = append(names, name)
		}
	}
	return names
}
