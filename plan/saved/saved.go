// Package saved keeps a plan in a file until it is reviewed, and says
// whether what would be done now is still what was reviewed. It reads and writes
// values; cluster and disk are its callers'. docs/plan-file.md documents the
// file.
package saved

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/state"
)

// FormatVersion is the version of the file's form. A reader refuses every other:
// a plan is short-lived, and is made again at once.
const FormatVersion = 3

// File is a plan and what it is bound to.
type File struct {
	Created string  `json:"created"` // RFC 3339, UTC
	Command Command `json:"command"`
	// Bindings are the clusters', in the plan's order.
	Bindings []Binding `json:"bindings"`
	Plan     plan.Plan `json:"plan"`
}

// Command is what must be the same to make the same plan again. The values of variables
// are not in it: they may be sensitive, and are given again.
type Command struct {
	Dir            string   `json:"dir"` // as it was given
	Context        string   `json:"context,omitempty"`
	Clusters       []string `json:"clusters,omitempty"`
	ForceConflicts bool     `json:"force_conflicts,omitempty"`
	Force          []string `json:"force,omitempty"` // ADDRESS[:PATH], of each
	Targets        []string `json:"targets,omitempty"`
	Adopt          bool     `json:"adopt,omitempty"`
	DryRunAll      bool     `json:"dry_run_all,omitempty"`
	AcceptNew      []string `json:"accept_new_clusters,omitempty"`
	// Variables are the flags that gave some, in their order: "--var NAME" and "--var-file FILE".
	Variables []string `json:"variables,omitempty"`
}

// Binding ties a cluster's part of the plan to that very cluster and to what the
// configuration asked of it.
type Binding struct {
	// UID is that of the Namespace kube-system: it names the cluster, whatever
	// its address is.
	UID string `json:"uid"`
	// Serial is the state's, 0 where there was none.
	Serial int64 `json:"serial"`
	// Applied means that an apply has made the state's revision, and nothing else has; of a plan that
	// is made now.
	Applied bool `json:"-"`
	// Keyed means that there was a state with a key, by which sensitive values are
	// told apart.
	Keyed   bool    `json:"keyed,omitempty"`
	Desired []Asked `json:"desired"`
	// Outputs are those that the state is to keep; nil where a plan does not know them.
	Outputs []state.Output `json:"outputs"`
}

// Asked identifies what the configuration asked of one object.
type Asked struct {
	Object  object.Ref   `json:"object"`
	Address string       `json:"address,omitempty"`
	Origin  object.Range `json:"origin,omitzero"`
	Digest  string       `json:"digest"` // with sensitive values masked
	// Sensitive is the keyed digest of the whole content, of objects that have
	// sensitive values, where there is a key.
	Sensitive string `json:"sensitive,omitempty"`
}

const magic = "wl-plan"

// Encode writes a file: a line with its format and a checksum, and JSON.
func Encode(f *File) ([]byte, error) {
	body, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("cannot encode the plan: %w", err)
	}
	return seal(body), nil
}

func seal(body []byte) []byte {
	sum := sha256.Sum256(body)
	return fmt.Appendf(nil, "%s %d %s\n%s\n", magic, FormatVersion, hex.EncodeToString(sum[:]), body)
}

// Decode reads a file. What is truncated, changed, of a newer wl or no plan at
// all is an error. The checksum protects from accidents, not from an attacker who
// computes it anew.
func Decode(raw []byte) (*File, error) {
	head, body, _ := bytes.Cut(raw, []byte("\n"))
	fields := strings.Fields(string(head[:min(len(head), 200)]))
	if len(fields) != 3 || fields[0] != magic {
		return nil, fact.NewError(nil, FileNoPlan, nil)
	}
	version, err := strconv.Atoi(fields[1])
	switch {
	case err != nil || version < 1:
		return nil, fact.NewError(nil, FileWithoutVersion, fact.Args{"version": fields[1]})
	case version < FormatVersion:
		return nil, fact.NewError(nil, FileOfEarlierVersion, fact.Args{"format": version, "known": FormatVersion})
	case version > FormatVersion:
		return nil, fact.NewError(nil, FileOfLaterVersion, fact.Args{"format": version, "known": FormatVersion})
	}
	body = bytes.TrimSuffix(body, []byte("\n"))
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != fields[2] {
		return nil, fact.NewError(nil, FileChanged, nil)
	}
	return decodeBody(body)
}

func decodeBody(body []byte) (*File, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	f := new(File)
	if err := decoder.Decode(f); err != nil {
		return nil, fact.NewError(err, FileUnreadable, nil)
	}
	if len(f.Bindings) != len(f.Plan.Clusters) || len(f.Bindings) == 0 || f.Plan.FormatVersion != plan.FormatVersion {
		return nil, fact.NewError(nil, FileWithoutClusters, nil)
	}
	for i := range f.Plan.Clusters {
		if f.Plan.Clusters[i].Changes == nil {
			f.Plan.Clusters[i].Changes = []plan.Change{}
		}
		for _, a := range f.Plan.Clusters[i].Additions {
			for k := range a.Fields {
				a.Fields[k].After = numbers(a.Fields[k].After)
			}
		}
		for _, c := range f.Plan.Clusters[i].Changes {
			numbersIn(c.Fields)
		}
		numbersIn(f.Plan.Clusters[i].Outputs)
	}
	return f, nil
}

func numbersIn(fields []plan.FieldChange) {
	for i := range fields {
		f := &fields[i]
		f.Before, f.After, f.Requested = numbers(f.Before), numbers(f.After), numbers(f.Requested)
	}
}

// numbers gives JSON's numbers the types that a plan has.
func numbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		if n, err := v.Float64(); err == nil {
			return n
		}
		return v.String()
	case map[string]any:
		for k := range v {
			v[k] = numbers(v[k])
		}
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	}
	return v
}
