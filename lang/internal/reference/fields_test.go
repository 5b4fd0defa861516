package main

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/object"
)

var update = flag.Bool("update", false, "write testdata/missing.txt")

// Every field that Kubernetes has of the kinds that blocks make is set by a row, or
// there is a reason why it is not the configuration's to set.
func TestEveryFieldHasARowOrAReason(t *testing.T) {
	var missing []string
	for _, c := range compiledKinds() {
		all, err := c.fields()
		if err != nil {
			t.Fatal(err)
		}
		if len(all) < 5 {
			t.Errorf("a %s has %d fields only", c.resource.Kind, len(all))
		}
		for _, f := range all {
			if len(f.rows) == 0 && f.absent == nil {
				missing = append(missing, c.resource.Kind+" "+f.path.String()+"\n")
			}
		}
	}
	slices.Sort(missing)
	got := strings.Join(slices.Compact(missing), "")
	if *update {
		if err := os.WriteFile("testdata/missing.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := os.ReadFile("testdata/missing.txt")
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("fields without a row or a reason (-known +found):\n%s", diff)
	}
}

// A reason stands for fields that there are and that no row sets.
func TestReasonsAreNeeded(t *testing.T) {
	used := map[absence]bool{}
	for _, c := range compiledKinds() {
		all, err := c.fields()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.absent != nil {
				used[*f.absent] = true
			}
		}
	}
	for _, a := range absences() {
		if !used[a] {
			t.Errorf("no field needs the reason for %s %s", a.kind, a.path)
		}
	}
}

// What a row says that it writes is a field of Kubernetes, or one above it.
func TestRowsWriteFields(t *testing.T) {
	for _, c := range compiledKinds() {
		all, err := c.fields()
		if err != nil {
			t.Fatal(err)
		}
		set := settings{}
		set.block(c.block, c.of, true)
		for _, s := range set {
			if !slices.ContainsFunc(all, func(f field) bool {
				return s.path.Overlaps(object.MustParsePath(strings.ReplaceAll(f.path.String(), "[]", "")))
			}) {
				t.Errorf("%s sets %s, which a %s does not have", s.row, s.path, c.resource.Kind)
			}
		}
	}
}
