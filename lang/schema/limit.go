package schema

// Limit is one rule for a value.
type Limit struct {
	English, Chinese string // completes "must …"
	// Holds reports whether a value, in JSON's form, keeps to the rule.
	Holds func(v any) bool
	// Examples are values that keep to the rule, as JSON holds them.
	Examples []any
	// Says puts a value into words, where it does not speak for itself.
	Says func(value string) (english, chinese string)
	// Most is the highest number that the field holds, where the rule does not name it; 0
	// where it does.
	Most int64
	// Choices are the values allowed, where they can be listed.
	Choices []string
	// Written writes a value as the source does, where JSON does otherwise; nil
	// where it does not.
	Written func(v any) any
}
