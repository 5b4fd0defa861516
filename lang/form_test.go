package lang

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// A formSection is a file of testdata/form: rows of one section of the
// documented form, each with configurations and the Kubernetes fields that
// they become. testdata/form/rows.txt lists all rows that there must be.
type formSection struct {
	Section string
	Rows    []formRow
}

// A formRow is one documented parameter.
type formRow struct {
	Row   string     // its name in the form
	Kinds formKinds  // that it applies to; in the others it must be an error
	Unset formFields // what a workload without it has
	Cases []formCase
	// Limits are configurations that the row does not allow, or warns of.
	Limits []formCase
}

// A formCase is a piece of a stack: arguments and blocks that go into the
// workload, or deeper, of a minimal stack around them. File replaces it all.
type formCase struct {
	Kinds                                              formKinds // of the row's, those that it is for
	Stack, Top, Workload, Container, Service, Advanced string
	File                                               string
	Want                                               formFields
	Error, Warning                                     string
	// Kubernetes is what the same gives where the stack goes by Kubernetes' own
	// limits. The error must name that way out then.
	Kubernetes formFields
}

// formKinds are kinds by their letters in the form: "D S A J C"; none is all.
type formKinds string

var formLetters = map[string]string{"D": "Deployment", "S": "StatefulSet", "A": "DaemonSet", "J": "Job", "C": "CronJob"}

func (k formKinds) set() schema.Kinds {
	if k == "" {
		return schema.AllKinds
	}
	var set schema.Kinds
	for letter := range strings.FieldsSeq(string(k)) {
		set |= schema.KindOf(formLetters[letter])
	}
	return set
}

// formFields are values by their place: a path within the workload, or
// what placeIn abbreviates, optionally after the letters of the kinds that
// it is said of: "J: spec.completions". Null says that nothing is there.
type formFields map[string]any

// within gives the fields that are said of a kind, by their paths and the
// kinds of object that they are in.
func (f formFields) within(kind string) map[formPlace]any {
	fields := make(map[formPlace]any)
	for at, value := range f {
		if letters, rest, ok := strings.Cut(at, ": "); ok {
			if !formKinds(letters).set().Has(schema.KindOf(kind)) {
				continue
			}
			at = rest
		}
		fields[placeIn(kind, at)] = value
	}
	return fields
}

type formPlace struct {
	kind string // of object
	path object.Path
}

func placeIn(kind, at string) formPlace {
	pod := schema.PodPath(schema.KindOf(kind))
	for short, long := range map[string]formPlace{
		"{pod}":       {kind, pod},
		"{container}": {kind, pod.Field("containers").Index(0)},
		"{template}":  {kind, pod.Parent()},
		"{job}":       {kind, pod.Parent().Parent()},
		"{service}":   {"Service", object.Path{}},
		"{claim}":     {"PersistentVolumeClaim", object.Path{}},
		"{scaler}":    {"HorizontalPodAutoscaler", object.Path{}},
		"{budget}":    {"PodDisruptionBudget", object.Path{}},
	} {
		if rest, ok := strings.CutPrefix(at, short); ok {
			return formPlace{long.kind, long.path.Join(object.MustParsePath(strings.TrimPrefix(rest, ".")))}
		}
	}
	if other, rest, ok := strings.Cut(strings.TrimPrefix(at, "{"), "}"); ok && at[0] == '{' { // "{Ingress}.spec"
		return formPlace{other, object.MustParsePath(strings.TrimPrefix(rest, "."))}
	}
	return formPlace{kind, object.MustParsePath(at)}
}

func readForm(t *testing.T) []formSection {
	t.Helper()
	files, err := filepath.Glob("testdata/form/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rows: %v", err)
	}
	var all []formSection
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s formSection
		if err := yaml.UnmarshalStrict(src, &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, s)
	}
	return all
}

// Every row of the documented form can be said, and becomes exactly the
// Kubernetes field that the form names, in every kind that it applies to; its
// limits hold, and where it does not apply the error says where it does.
func TestForm(t *testing.T) {
	rows, cases := 0, 0
	var found []string
	for _, s := range readForm(t) {
		for _, r := range s.Rows {
			rows, cases = rows+1, cases+len(r.Cases)+len(r.Limits)
			found = append(found, s.Section+": "+r.Row)
			t.Run(s.Section+" "+r.Row, func(t *testing.T) { checkFormRow(t, &r) })
		}
	}
	listed, err := os.ReadFile("testdata/form/rows.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(listed)) {
		if !slices.Contains(found, strings.TrimSpace(line)) {
			t.Errorf("no cases for the row %s", line)
		}
	}
	t.Logf("%d rows, %d cases", rows, cases)
}

func checkFormRow(t *testing.T, r *formRow) {
	t.Chdir(t.TempDir())
	if len(r.Cases) == 0 || len(r.Limits) == 0 {
		t.Errorf("the row has %d cases and %d limits, and must have at least one of each", len(r.Cases), len(r.Limits))
	}
	if r.Unset != nil {
		for _, kind := range r.Kinds.set().Names() {
			(&formCase{Want: r.Unset}).accepted(t, kind, "documented", r.Unset)
		}
	}
	for _, c := range r.Cases {
		for _, kind := range c.kinds(r) {
			c.accepted(t, kind, "documented", c.Want)
		}
		for _, kind := range (schema.AllKinds &^ r.Kinds.set()).Names() {
			c.elsewhere(t, kind, r.Kinds.set())
		}
	}
	for _, c := range r.Limits {
		for _, kind := range c.kinds(r) {
			c.limited(t, kind)
		}
	}
}
