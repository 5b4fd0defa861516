// Package compare sets what is desired of one object against the live one: which fields change,
// whose they are, who has changed or added them, and what is left to others. It asks
// nothing.
package compare

import (
	"fmt"
	"slices"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/redaction"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

// Comparison sets what is desired of one object against the live one.
type Comparison struct {
	Subject
	Live map[string]any
	// Whole is the desired object with the fields that it leaves to others.
	Whole *object.Manifest
	Meta  object.Meta // the live object's
	// managed means that the live object has an entry of our manager; Owned is
	// what that entry owns.
	managed bool
	Owned   *fieldpath.Set
	// Restored is what of that the server does not know to be ours any more.
	Restored Restored
	// reversioned means that this entry is of another API version than the
	// configuration: what fields are called may differ, so that whose they are
	// cannot be compared.
	reversioned bool
	Desired     *fieldpath.Set
	Holders     []Holder
	// owners and willOwn are who owns what of the live object, and will of what
	// it becomes.
	owners, willOwn []ownership.Owner
	foreign         bool
	wholeDigest     string // of the configuration that Pods read, with what is left to others
	// FormerDigest means that the digest of the live object is one that counts what is left to others since.
	FormerDigest bool
	// LeftOver lists the fields that the configuration leaves to others.
	LeftOver []object.Path
	// sameConfiguration means that the configuration is the one that was last
	// seen in force: whatever differs was changed in the cluster.
	sameConfiguration bool
	Redaction         redaction.Object
	key               []byte // the state's
	Manager           string // ours
	// Added is what people have added; removed is what of it this plan removes.
	Added, removed []ownership.Owner
}

// New compares a desired object with the live one. Key is the state's, by
// which it is known what was in force; losesAutoscaler means that the object's replicas
// are the configuration's again, because the autoscaler that has set them goes.
func New(w *wanted.Configuration, s Subject, live map[string]any, key []byte, losesAutoscaler bool) (*Comparison, error) {
	whole := w.InFull(s.Manifest)
	c := &Comparison{
		Subject: s, Live: live, Whole: whole, Manager: w.Stack.FieldManager(), key: key, LeftOver: w.LeftOver(s.Manifest), wholeDigest: w.WholeDigest(s.Manifest.Ref), Redaction: redaction.Of(whole, s.Entry),
	}
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Manifest.Ref, err)
	}
	c.foreign = !s.Entry.Covers(w.Stack, c.Meta)
	for i, h := range c.Holders {
		c.Holders[i].Drift = losesAutoscaler && h.scales() || w.ByHand(h.ManagerEntry) && !s.tookBack(c.Meta, h)
	}
	var err error
	if c.Added, err = Added(w, s.Manifest, c.Meta); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Manifest.Ref, err)
	}
	return c, nil
}

// Becomes notes who will own what of what the object becomes.
func (c *Comparison) Becomes(result object.Meta) (err error) {
	if c.willOwn, err = c.Restored.OwnersOf(result); err != nil {
		return fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	return nil
}

// WillOwn names those who will own a field of the object beside us.
func WillOwn(c *Comparison, path object.Path) []string {
	return slices.DeleteFunc(ownership.Owning(c.willOwn, path), func(o string) bool { return o == c.Manager })
}

func (c *Comparison) read() (err error) {
	if c.Meta, err = object.MetaOf(c.Live); err != nil {
		return err
	}
	if c.Restored, err = restored(&c.Subject, c.Live, c.LeftOver); err != nil {
		return err
	}
	if c.owners, err = c.Restored.OwnersOf(c.Meta); err != nil {
		return err
	}
	if c.Restored.superseded, err = superseded(c.Manifest, c.Live, c.owners, c.LeftOver); err != nil {
		return err
	}
	if c.Owned, c.managed, err = ownership.OwnedBy(c.Meta, c.Manager); err != nil {
		return err
	}
	entry, _ := c.Meta.Manager(c.Manager)
	c.reversioned = c.managed && entry.APIVersion != c.Manifest.APIVersion
	c.Owned = c.Restored.And(c.Owned)
	if c.Desired, err = kubeschema.FieldsOf(c.Manifest.Content, c.Meta); err != nil {
		return err
	}
	c.sameConfiguration = c.known(c.Meta) && c.Entry.Record != nil && c.Entry.Record.IsOf(c.Manifest, c.key)
	c.findHolders()
	return nil
}

// Foreign reports whether nothing tells that the stack has made the live object, because the
// state does not know it, and no field of it is ours; or that it is another stack's by now.
func (c *Comparison) Foreign() bool { return c.foreign }
