package compare

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/decision"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// BlockedBy returns which fields belong to whom, with both values, and the ways
// out.
func BlockedBy(c *Comparison, holders []Holder, refusal apierrors.APIStatus) decision.Decision {
	var owned []fact.Fact
	var fields []plan.FieldChange
	for _, h := range holders {
		f := taken(c, h)
		if slices.ContainsFunc(fields, func(x plan.FieldChange) bool {
			return f.Sensitive && x.Path == f.Path && slices.Equal(x.OwnersBefore, f.OwnersBefore)
		}) {
			continue
		}
		fields = append(fields, f)
		if f.Sensitive {
			owned = append(owned, fact.New(plan.OwnedByAnotherHidden, fact.Args{"field": f.Path, "manager": managerFact(h.ManagerEntry)}))
		} else {
			owned = append(owned, fact.New(plan.OwnedByAnother, fact.Args{"field": f.Path, "manager": managerFact(h.ManagerEntry), "is": show(f.Before), "set": show(f.After)}))
		}
	}
	args := fact.Args{"owned": owned, "ways": waysOut(c, holders)}
	if len(fields) == 0 && refusal != nil {
		args["said"] = refusal.Status().Message
	}
	p := plan.NewProblem(plan.ProblemConflict, args)
	if len(fields) > 0 {
		p.Path, p.Origin = fields[0].Path, fields[0].Origin
	}
	d := decision.Blocked(c.Manifest, p)
	d.Fields = fields
	return d
}

// taken is the change that taking a field from its holder would be.
func taken(c *Comparison, h Holder) plan.FieldChange {
	d := kubeschema.Change{Path: h.Path}
	d.Before, d.BeforeAt, _ = kubeschema.Find(c.Live, h.Path)
	d.After, d.AfterAt, _ = kubeschema.Find(c.Manifest.Content, h.Path)
	f := c.Field(d)
	f.Cause = h.cause()
	return f
}

// waysOut returns what can be done about fields that others hold. Replicas are the
// common case, and have a block of their own.
func waysOut(c *Comparison, holders []Holder) []fact.Fact {
	var ways []fact.Fact
	if slices.ContainsFunc(holders, func(h Holder) bool { return c.tookBack(c.Meta, h) }) {
		ways = append(ways, fact.New(plan.WayDecideFirst, nil))
	}
	force := fact.Args{"address": c.Manifest.Address}
	if len(holders) > 0 {
		force["field"] = c.Redaction.Shown(holders[0].Path)
		force["fields"] = ignorable(c, holders)
		if slices.ContainsFunc(holders, func(h Holder) bool { return setsItself(c.Manifest, h.Path) }) {
			force["label"] = true
		}
	}
	i := slices.IndexFunc(holders, func(h Holder) bool { return h.Path == wanted.ReplicasPath() && scales(h.ManagerEntry) })
	if i < 0 {
		return append(ways, fact.New(plan.WayShareField, force))
	}
	by := "another"
	switch h := holders[i]; {
	case h.Subresource == "scale" && h.Manager == "kube-controller-manager":
		by = "autoscaler"
	case h.Subresource == "scale" && strings.HasPrefix(h.Manager, "kubectl"):
		by = "kubectl"
	}
	return append(ways, fact.New(plan.WayShareReplicas, fact.Args{"by": by, "address": c.Manifest.Address, "field": force["field"]}))
}

// scales reports whether a manager that holds the replicas of a workload decides on them, and does
// not only have them in a manifest that it sends as a whole.
func scales(e object.ManagerEntry) bool {
	if e.Subresource == "scale" {
		return true
	}
	more := false
	if set, err := ownership.FieldSet(e); err == nil {
		for p := range kubeschema.Paths(set.Leaves()) {
			more = more || p.HasPrefix(object.PathOf("spec")) && !wanted.ReplicasPath().HasPrefix(p)
		}
	}
	return !more && !ownership.IsMaker(e)
}

// maxIgnorable bounds how many fields are written out for ignore_fields.
const maxIgnorable = 4

// ignorable are the fields that others hold, as ignore_fields names them, each once; nil where they are many.
func ignorable(c *Comparison, holders []Holder) []string {
	var fields []object.Path
	for _, h := range holders {
		if shown := c.Redaction.Shown(h.Path); !slices.Contains(fields, shown) {
			fields = append(fields, shown)
		}
	}
	if len(fields) > maxIgnorable {
		return nil
	}
	return object.PathTexts(fields)
}

// setsItself reports whether a field is a label that wl sets unasked: it cannot be removed from
// the configuration, but be given another value there.
func setsItself(m *object.Manifest, path object.Path) bool {
	name, _ := path.Last().Field()
	own := slices.Contains([]string{object.LabelName, object.LabelPartOf, object.LabelManagedBy}, name)
	return own && path.Parent() == object.PathOf("metadata", "labels") && m.SourceOf(kubeschema.Locate(m.Content, path)) == m.Origin
}

// Takings returns from whom fields are taken. Of wl's own marks nobody sees anything taken.
func Takings(holders []Holder) []fact.Fact {
	var all []fact.Fact
	for _, h := range holders {
		if wanted.IsMark(h.Path) {
			continue
		}
		all = append(all, fact.New(plan.WarnTakes, fact.Args{"field": h.Path, "manager": managerFact(h.ManagerEntry)}))
	}
	return all
}

// managerFact names a field manager, the subresource that it wrote through, and when.
func managerFact(e object.ManagerEntry) fact.Fact {
	args := fact.Args{"name": e.Manager, "subresource": e.Subresource}
	if !e.Time.IsZero() {
		args["time"] = e.Time.UTC().Format("2006-01-02 15:04:05Z")
	}
	return fact.New(plan.OwnerManager, args)
}

// show writes a value as JSON does.
func show(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}
