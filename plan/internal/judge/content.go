package judge

import (
	"slices"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

// AttributeContent records for every digest that changes which ConfigMaps and
// Secrets it changes with, and of those which workloads read them. Desired are
// the objects as the configuration has them, decided as they are to be sent.
func AttributeContent(changes []plan.Change, desired, decided []object.Manifest, newKey bool) {
	byRef := make(map[object.Ref]*plan.Change, len(changes))
	for i := range changes {
		byRef[changes[i].Object] = &changes[i]
	}
	for i := range desired {
		m := &decided[i]
		hash := desired[i].ConfigHash()
		if hash == "" {
			continue
		}
		change := byRef[m.Ref]
		sources := changedSources(m, byRef, plan.Configuration)
		if len(sources) == 0 && hashes(change) {
			// What others had changed, too, the configuration takes back as it
			// changes it itself.
			sources = changedSources(m, byRef, plan.Configuration, plan.Drift)
		}
		if change != nil {
			attributeHash(change, m, sources, newKey)
		}
		if change == nil && m.ConfigHash() == hash || change != nil && change.Action == plan.Create {
			continue // nothing that runs reads it otherwise than before
		}
		for _, s := range sources {
			source := byRef[s.Object]
			source.Readers = append(source.Readers, readerOf(m, change))
		}
	}
}

// hashes reports whether a change is one of a digest, too.
func hashes(c *plan.Change) bool {
	return c != nil && slices.ContainsFunc(c.Fields, func(f plan.FieldChange) bool { return f.Path == plan.ConfigHashPath() })
}

// changedSources are what a workload reads of the objects that a plan changes,
// with the keys that change for one of some causes.
func changedSources(m *object.Manifest, changes map[object.Ref]*plan.Change, causes ...plan.CauseKind) []plan.Source {
	var sources []plan.Source
	for _, read := range m.Reads() {
		change := changes[read.Ref]
		if change == nil || change.Action == plan.Delete || change.Action == plan.Blocked {
			continue
		}
		keys := slices.DeleteFunc(changedKeys(change.Fields, causes), func(key string) bool { return read.Key != "" && read.Key != key })
		if len(keys) == 0 {
			continue
		}
		if n := len(sources); n > 0 && sources[n-1].Object == read.Ref {
			sources[n-1].Keys = append(sources[n-1].Keys, keys...)
		} else {
			sources = append(sources, plan.Source{Object: read.Ref, Keys: keys})
		}
	}
	return sources
}

// changedKeys are the keys of a ConfigMap or a Secret that change for one of some
// causes. What is only taken back is no other than when the Pods were started.
func changedKeys(fields []plan.FieldChange, causes []plan.CauseKind) []string {
	var keys []string
	for _, f := range fields {
		key, ok := dataKey(f.Path)
		if ok && !f.Op.KeepsValue() && slices.Contains(causes, f.Cause.Kind) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// dataKey is the key that a path leads to, such as data.level or data["nginx.conf"].
func dataKey(path object.Path) (string, bool) {
	if around := path.Parent(); around != object.PathOf("data") && around != object.PathOf("binaryData") {
		return "", false
	}
	return path.Last().Field()
}

// attributeHash gives the digest's change its cause, where the configuration is
// it, and hides what a key that is not in the state yet would make of it.
func attributeHash(c *plan.Change, m *object.Manifest, sources []plan.Source, newKey bool) {
	i := slices.IndexFunc(c.Fields, func(f plan.FieldChange) bool { return f.Path == plan.ConfigHashPath() })
	if i < 0 || c.Fields[i].Op.KeepsValue() {
		return // it only changes hands
	}
	f := &c.Fields[i]
	_, _, secret := object.ParseConfigHash(m.ConfigHash())
	if c.Action != plan.Create && f.Cause.Kind == plan.Configuration {
		before, _ := f.Before.(string)
		f.Cause = plan.Cause{Kind: plan.Content, Sources: sources, Note: hashNote(before, m.ConfigHash(), len(sources) > 0, newKey, c.Action == plan.Adopt)}
	}
	if newKey && secret != "" && f.Op != plan.Remove {
		f.Unknown, f.After = true, nil
	}
}

// hashNote returns why a digest changes as far as no change of the plan says so;
// zero where there is nothing more to say. That of an object which is adopted may be another
// stack's.
func hashNote(before, after string, explained, newKey, adopting bool) fact.Fact {
	wasVersion, wasPublic, wasSecret := object.ParseConfigHash(before)
	version, public, secret := object.ParseConfigHash(after)
	switch {
	case before == "":
		return fact.New(plan.NoteDigestNew, nil)
	case after == "":
		return fact.New(plan.NoteDigestGone, nil)
	case newKey && adopting && wasSecret != "" && secret != "": // the stack had no state whose key could have been another
		return fact.New(plan.NoteKeyPerhapsAnothers, nil)
	case newKey && wasSecret != "" && secret != "":
		return fact.New(plan.NoteKeyNew, nil)
	case explained:
		return fact.Fact{}
	case wasVersion != version:
		return fact.New(plan.NoteDigestOfOtherVersion, nil)
	case wasPublic != public:
		return fact.New(plan.NoteConfigMapsHaveChanged, nil)
	case adopting && wasSecret != "" && secret != "":
		return fact.New(plan.NoteKeyPerhapsAnothers, nil)
	default:
		return fact.New(plan.NoteSecretsHaveChanged, nil)
	}
}

// readerOf returns what becomes of a workload whose Pods read what changes.
func readerOf(m *object.Manifest, c *plan.Change) plan.Reader {
	r := plan.Reader{Object: m.Ref}
	switch {
	case c != nil && c.Action == plan.Blocked:
		r.Effects = []fact.Fact{fact.New(plan.EffectBlocked, nil)}
	case m.ConfigHash() == "":
		r.Effects = []fact.Fact{fact.New(plan.EffectNoDigestYet, nil)}
	case c != nil && c.Impact != nil:
		r.Restarts, r.Effects = c.Impact.Restarts, c.Impact.Effects
	default:
		r.Effects = []fact.Fact{fact.New(plan.EffectNoRestart, nil)}
	}
	return r
}
