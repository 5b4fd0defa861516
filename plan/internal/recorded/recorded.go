// Package recorded has planning judge without a cluster: a Recorder notes what a
// plan asked of a real one and what that answered, and a Replayer answers the
// same questions from the note. Only tests import it.
//
// An archive of plan/testdata/recorded is one case:
//
//	What the case shows, in a sentence or two.
//	-- script --          what happens on the cluster, and the plan (see Script)
//	-- NAME.yaml --       the objects and patches that the script names
//	-- state.yaml --      what the stack remembers of the cluster
//	-- applied.yaml --    the objects of the last revision, where the plan asks for them
//	-- answers.yaml --    what the plan asked of the cluster, and the answers
//	-- decision.yaml --   the plan
//
// The last four are written by make record. What differs from one control plane
// to the next, such as UIDs and times, has names of its own in them (see Names).
package recorded

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/rogpeppe/go-internal/txtar"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/state"
)

// The written parts of an archive.
const (
	statePart    = "state.yaml"
	appliedPart  = "applied.yaml"
	answersPart  = "answers.yaml"
	decisionPart = "decision.yaml"
)

// writtenParts are in the order in which they are written, after what people write.
func writtenParts() []string { return []string{statePart, appliedPart, answersPart, decisionPart} }

// Case is one archive.
type Case struct {
	path    string
	archive *txtar.Archive
}

// Load reads an archive.
func Load(path string) (*Case, error) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		return nil, err
	}
	return &Case{path: path, archive: archive}, nil
}

// File returns a part of the archive; empty where there is none of that name.
func (c *Case) File(name string) string {
	for _, f := range c.archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// Files names the parts of the archive that people have written, but for the
// script.
func (c *Case) Files() []string {
	var names []string
	for _, f := range c.archive.Files {
		if f.Name != "script" && !slices.Contains(writtenParts(), f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// Decision is the plan as it was written.
func (c *Case) Decision() string { return c.File(decisionPart) }

// Replayer returns what answers as the archive says.
func (c *Case) Replayer() (*Replayer, error) {
	var r Recording
	for name, into := range map[string]any{statePart: &r.State, appliedPart: &r.Applied, answersPart: &r.Exchanges} {
		if err := yaml.Unmarshal([]byte(c.File(name)), into); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.path, name, err)
		}
	}
	return NewReplayer(r), nil
}

// With is the case with another recording; the decision is that of before.
func (c *Case) With(r Recording) (*Case, error) {
	with := &Case{path: c.path, archive: &txtar.Archive{Comment: c.archive.Comment, Files: slices.Clone(c.archive.Files)}}
	parts := map[string]any{statePart: r.State, answersPart: r.Exchanges}
	if r.Applied != nil {
		parts[appliedPart] = r.Applied
	}
	for name, value := range parts {
		text, err := yaml.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.path, name, err)
		}
		with.set(name, string(text))
	}
	return with, nil
}

// Decide replaces the decision.
func (c *Case) Decide(decision string) { c.set(decisionPart, decision) }

func (c *Case) set(name, text string) {
	c.archive.Files = slices.DeleteFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == name })
	c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: []byte(text)})
	written := writtenParts()
	slices.SortStableFunc(c.archive.Files, func(a, b txtar.File) int {
		return cmp.Compare(slices.Index(written, a.Name), slices.Index(written, b.Name))
	})
}

// String is the archive as it stands in its file.
func (c *Case) String() string { return string(txtar.Format(c.archive)) }

// Save writes the archive to its file.
func (c *Case) Save() error { return os.WriteFile(c.path, txtar.Format(c.archive), 0o644) }

// Recording is what a plan asked, and was answered.
type Recording struct {
	Exchanges []Exchange            // sorted by question
	State     []state.Entry         // nil where the stack has none
	Applied   []state.AppliedObject // nil where the plan does not ask for them
}

// Exchange is a question, and the answers in the order in which they were given:
// those that repeat the one before are left out.
type Exchange struct {
	Question
	Answers []Answer `json:"is_told"`
}

// Question is one call of a method of planner.Cluster.
type Question struct {
	Ask     string  `json:"ask"` // the method and its arguments, as words
	Content content `json:"content,omitempty"`
}

// key is equal for equal questions.
func (q Question) key() string {
	content, err := json.Marshal(q.Content)
	if err != nil {
		return q.Ask + err.Error()
	}
	return q.Ask + " " + string(content)
}
