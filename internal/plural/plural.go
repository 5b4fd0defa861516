// Package plural writes numbers of things: plural.Count(2, "Pod") is "2 Pods".
// Every noun that wl counts forms its plural with an s.
package plural

import "fmt"

// Count returns "1 Pod", "2 Pods".
func Count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Agree returns a number with the verb that goes with it: "1 Pod is", "2 Pods are".
func Agree[N int | int64](n N, noun, one, many string) string {
	if n == 1 {
		return Count(n, noun) + " " + one
	}
	return Count(n, noun) + " " + many
}
