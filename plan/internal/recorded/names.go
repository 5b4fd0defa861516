package recorded

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// What archives say in the place of what is different on every control plane.
const (
	contextName = "cluster"
	serverName  = "https://cluster.example"
	someTime    = "2026-01-01T00:00:00Z"
)

// Stack is the stack of every archive.
func Stack() object.Stack { return object.Stack{Name: "shop", Namespace: "prod"} }

// Key is the key of the state of every archive.
func Key() []byte { return []byte("recorded") }

// Names are the names that archives have for what is different on every control
// plane: the stack and its namespace, UIDs, resource versions, times, addresses.
// What was equal, or different, still is: but for times, whose order no plan goes
// by and which differ by chance.
type Names struct {
	words    *strings.Replacer
	uids     map[string]string
	versions map[string]string
	labels   map[string]int // how many UIDs an object's name has stood for
	byObject map[string]map[string]bool
	ips      map[string]string
}

// NewNames finds the names for what is in the recorded values, given those of the
// stack and the cluster that they are of.
func NewNames(s object.Stack, context, server string, values ...any) (*Names, error) {
	n := &Names{
		uids: map[string]string{}, versions: map[string]string{}, labels: map[string]int{}, byObject: map[string]map[string]bool{}, ips: map[string]string{},
	}
	for _, v := range values {
		tree, err := treeOf(v)
		if err != nil {
			return nil, err
		}
		n.meet(tree)
	}
	for _, versions := range n.byObject {
		sorted := slices.SortedFunc(maps.Keys(versions), func(a, b string) int { return len(a)*1000 - len(b)*1000 + strings.Compare(a, b) })
		for i, v := range sorted {
			n.versions[v] = strconv.Itoa(i + 1)
		}
	}
	pairs := []string{
		server, serverName, `context "` + context + `"`, `context "` + contextName + `"`,
		s.ApplySetID(), Stack().ApplySetID(), otherStack(s).ApplySetID(), otherStack(Stack()).ApplySetID(),
		s.Name, Stack().Name, s.Namespace, Stack().Namespace,
	}
	n.words = strings.NewReplacer(pairs...)
	fixed := len(pairs)
	for uid, name := range n.uids {
		pairs = append(pairs, uid, n.words.Replace(name))
	}
	n.words = strings.NewReplacer(pairs...)
	for i := fixed + 1; i < len(pairs); i += 2 { // a volume is named after the UID of its claim
		pairs[i] = n.words.Replace(pairs[i])
	}
	n.words = strings.NewReplacer(pairs...)
	return n, nil
}

// otherStack is another one with its state in the same namespace.
func otherStack(s object.Stack) object.Stack {
	return object.Stack{Name: "other", Namespace: s.Namespace}
}

// treeOf is a value as its JSON has it.
func treeOf(v any) (any, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var tree any
	return tree, utiljson.Unmarshal(raw, &tree)
}

// meet takes note of the objects in a value.
func (n *Names) meet(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n.meet(item)
		}
	case map[string]any:
		n.meetObject(v)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			n.meet(v[key])
		}
	}
}

// meetObject takes note of what a map is about: an object, its metadata, an entry
// of the state, a reference to an owner.
func (n *Names) meetObject(m map[string]any) {
	text := func(of map[string]any, key string) string { s, _ := of[key].(string); return s }
	metadata, _ := m["metadata"].(map[string]any)
	ref, _ := m["ref"].(map[string]any)
	record, _ := m["record"].(map[string]any)
	claim, _ := m["claimRef"].(map[string]any)
	switch {
	case metadata != nil && m["kind"] != nil:
		n.note(text(m, "kind")+" "+text(metadata, "name"), text(metadata, "uid"), text(metadata, "resourceVersion"))
	case ref != nil:
		n.note(text(ref, "kind")+" "+text(ref, "name"), text(m, "uid"), text(record, "resource_version"))
	case text(m, "object") != "":
		r := refIn(text(m, "object"))
		n.note(r.Kind+" "+r.Name, text(m, "uid"), text(m, "resourceVersion"))
	case text(m, "kind") != "" && text(m, "name") != "":
		n.note(text(m, "kind")+" "+text(m, "name"), text(m, "uid"), text(m, "resourceVersion"))
	case claim != nil:
		n.note("PersistentVolumeClaim "+text(claim, "name"), text(claim, "uid"), text(claim, "resourceVersion"))
	}
	if dry, created := m["object"].(map[string]any); created && m["created"] == true {
		metadata, _ := dry["metadata"].(map[string]any)
		if uid := text(metadata, "uid"); uid != "" {
			n.uids[uid] = "uid-that-a-dry-run-invents"
		}
	}
}

func (n *Names) note(object, uid, version string) {
	if uid != "" && n.uids[uid] == "" {
		name := "uid-of-" + strings.ToLower(strings.ReplaceAll(object, " ", "-"))
		if n.labels[object]++; n.labels[object] > 1 {
			name += "-" + strconv.Itoa(n.labels[object])
		}
		n.uids[uid] = name
	}
	if version == "" {
		return
	}
	if n.byObject[object] == nil {
		n.byObject[object] = map[string]bool{}
	}
	n.byObject[object][version] = true
}

// Rename puts the names into a value, which becomes another of the same type.
func Rename[T any](n *Names, v T) (T, error) {
	var renamed T
	tree, err := treeOf(v)
	if err != nil {
		return renamed, err
	}
	raw, err := json.Marshal(n.in(tree, ""))
	if err != nil {
		return renamed, err
	}
	if err := utiljson.Unmarshal(raw, &renamed); err != nil {
		return renamed, fmt.Errorf("what is renamed cannot be read: %w", err)
	}
	return renamed, nil
}

// Exchanges puts the names into what was asked and answered, sorted by question.
func (n *Names) Exchanges(exchanges []Exchange) ([]Exchange, error) {
	exchanges, err := Rename(n, exchanges)
	slices.SortFunc(exchanges, func(a, b Exchange) int { return strings.Compare(a.key(), b.key()) })
	return exchanges, err
}

// Entry is an entry of the state of a stack as it would have been recorded under
// the new names: what the object was sent as, and what was stored.
func (n *Names) Entry(e state.Entry, m object.Manifest, live object.Meta) (state.Entry, error) {
	w, err := Rename(n, metaFrom(live))
	if err != nil {
		return e, err
	}
	if live, err = w.meta(); err != nil {
		return e, err
	}
	if m.Content, err = Rename(n, m.Content); err != nil {
		return e, err
	}
	version := e.Record.ServerVersion
	if e, err = Rename(n, e); err != nil {
		return e, err
	}
	e.Record, err = state.NewRecord(&m, live, Stack().FieldManager(), version, Key())
	return e, err
}

func (n *Names) in(v any, key string) any {
	switch v := v.(type) {
	case []any:
		items := make([]any, len(v))
		for i := range v {
			items[i] = n.in(v[i], "")
		}
		if key == "managedFields" {
			slices.SortFunc(items, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		return items
	case map[string]any:
		named := make(map[string]any, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			named[n.text(key)] = n.in(v[key], key)
		}
		return named
	case string:
		return n.value(v, key)
	}
	return v
}

func (n *Names) value(s, key string) string {
	switch key {
	case "resourceVersion", "resource_version":
		if name := n.versions[s]; name != "" {
			return name
		}
	case "nodeName":
		return "node"
	case "context":
		return contextName
	}
	return n.text(s)
}

var (
	aTime    = regexp.MustCompile(`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z`)
	anIP     = regexp.MustCompile(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)
	aToken   = regexp.MustCompile(`kube-api-access-[a-z0-9]{5}\b`)
	isInTime = map[byte]string{'T': someTime, ' ': strings.Replace(someTime, "T", " ", 1)}
)

func (n *Names) text(s string) string {
	s = n.words.Replace(s)
	s = aTime.ReplaceAllStringFunc(s, func(t string) string { return isInTime[t[len("2026-01-01")]] })
	s = aToken.ReplaceAllString(s, "kube-api-access")
	return anIP.ReplaceAllStringFunc(s, n.ip)
}

// ip numbers the addresses; those of the machine itself are the scenario's.
func (n *Names) ip(s string) string {
	if strings.HasPrefix(s, "127.") || strings.HasPrefix(s, "0.") {
		return s
	}
	if n.ips[s] == "" {
		n.ips[s] = "10.0.0." + strconv.Itoa(len(n.ips)+1)
	}
	return n.ips[s]
}
