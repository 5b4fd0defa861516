package plan

import (
	"fmt"

	"sigs.k8s.io/structured-merge-diff/v4/fieldpath"

	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// comparison sets what is desired of one object against the live one.
type comparison struct {
	subject
	live map[string]any
	// whole is the desired object with the fields that it leaves to others.
	whole *object.Manifest
	meta  object.Meta // the live object's
	// managed means that the live object has an entry of our manager; owned is
	// what that entry owns.
	managed bool
	owned   *fieldpath.Set
	// reversioned means that this entry is of another API version than the
	// configuration: what fields are called may differ, so that whose they are
	// cannot be compared.
	reversioned bool
	desired     *fieldpath.Set
	holders     []holder
	// owners and willOwn are who owns what of the live object, and will of what
	// it becomes.
	owners, willOwn []owner
	// leftOver lists the fields that the configuration leaves to others.
	leftOver []object.Path
	// sameConfiguration means that the configuration is the one that was last
	// seen in force: whatever differs was changed in the cluster.
	sameConfiguration bool
	redaction         redaction
	key               []byte // the state's
	manager           string // ours
	// added is what people have added; removesAdditions means that this plan removes
	// what can be removed of it.
	added            []owner
	removesAdditions bool
}

// newComparison compares a desired object with the live one. Key is the state's, by
// which it is known what was in force; losesAutoscaler means that the object's replicas
// are the configuration's again, because the autoscaler that has set them goes.
func newComparison(w *wanted, s subject, live map[string]any, key []byte, losesAutoscaler bool) (*comparison, error) {
	whole := w.inFull(s.manifest)
	c := &comparison{
		subject: s, live: live, whole: whole, manager: w.Stack.FieldManager(), key: key, leftOver: w.leftOver(s.manifest), redaction: newRedaction(whole, s.entry),
	}
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("%s: %w", s.manifest.Ref, err)
	}
	for i, h := range c.holders {
		c.holders[i].drift = losesAutoscaler && h.scales() || w.interactive(h.ManagerEntry) && !s.tookBack(c.meta, h)
	}
	var err error
	if c.added, err = added(w, s.manifest, c.meta); err != nil {
		return nil, fmt.Errorf("%s: %w", s.manifest.Ref, err)
	}
	return c, nil
}

// mask is the mask of the live object's values that must not be shown.
func (c *comparison) mask() object.Mask { return c.redaction.maskOf(c.live) }

// becomes notes who will own what of what the object becomes.
func (c *comparison) becomes(result object.Meta) (err error) {
	if c.willOwn, err = ownersOf(result); err != nil {
		return fmt.Errorf("%s: %w", c.manifest.Ref, err)
	}
	return nil
}

func (c *comparison) read() (err error) {
	if c.meta, err = object.MetaOf(c.live); err != nil {
		return err
	}
	if c.owners, err = ownersOf(c.meta); err != nil {
		return err
	}
	if c.owned, c.managed, err = ownedBy(c.meta, c.manager); err != nil {
		return err
	}
	entry, _ := c.meta.Manager(c.manager)
	c.reversioned = c.managed && entry.APIVersion != c.manifest.APIVersion
	typed, err := kubeschema.Parse(c.manifest.Content)
	if err != nil {
		return err
	}
	if c.desired, err = typed.ToFieldSet(); err != nil {
		return err
	}
	c.sameConfiguration = c.known(c.meta) && c.entry.Record != nil && c.entry.Record.IsOf(c.manifest, c.key)
	c.findHolders()
	return nil
}

// foreign reports whether nothing tells that the stack has made the live object: the
// state does not know it, and no field of it is ours.
func (c *comparison) foreign() bool { return !c.managed && !c.known(c.meta) }
