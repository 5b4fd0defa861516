package planner_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/internal/recorded"
	"github.com/workloadlang/wl/plan/planner"
	"github.com/workloadlang/wl/state"
)

// interruption is what happens before a question is asked.
type interruption struct {
	ask   string
	words []string
}

// do carries out a command of a script. KIND is a kind's name, for those of others
// with the group: Gadget.example.com.
//
//	apply FILE…                           the stack's earlier apply, which its state remembers
//	roll FILE…                            the same, as plan and apply would have done it
//	by MANAGER apply|create FILE…         server-side, or as those do that know no server-side apply
//	by MANAGER patch KIND/NAME FILE [SUBRESOURCE]
//	delete KIND/NAME
//	await KIND/NAME PATH=VALUE…           until the object is so
//	await gone KIND/NAME                  until it is no more
//	await refused|taken|failing FILE      until the server answers so when it is asked about the objects
//	state lost                            the stack remembers nothing
//	state KIND/NAME phase PHASE           how far the last apply came
//	state KIND/NAME forget                what proves that it is as wanted is not known
//	state KIND/NAME former                what is known is about another object of that name
//	state KIND/NAME took-back MANAGER PATH
//	state KIND/NAME finished              a Job ran to its end, and its time to live removes it
//	state KIND/NAME finished-and-kept     a Job ran to its end
//	state KIND/NAME unborn                an apply meant to make it
//	state remember FILE                   the stack has made the objects before
//	as NAME VERB[/RESOURCE[/NAME]]…       who plans may do this, in the namespace, and no more
//	before VERB KIND/NAME COMMAND… [and COMMAND…]   happens before the plan gets, applies or replaces that
func (r *recording) do(words []string) {
	r.t.Helper()
	for i := range words {
		words[i] = strings.NewReplacer("NAMESPACE", r.namespace, "STACK", r.stack.Name).Replace(words[i])
	}
	verbs := map[string]func(args []string){
		"apply": r.applied, "roll": r.rolled, "by": r.by, "delete": r.deleted, "await": r.awaited, "state": r.remembered,
		"as": func(args []string) { r.seen = r.as(args[0], rulesFor(args[1:])).client },
		"before": func(args []string) {
			r.ahead = append(r.ahead, interruption{args[0] + " " + r.askedOf(args[1]), args[2:]})
		},
	}
	do := verbs[words[0]]
	if do == nil {
		r.t.Fatalf("there is no command %s", words[0])
	}
	do(words[1:])
}

// interrupt does what is to happen before a question.
func (r *recording) interrupt(ask string) error {
	if len(r.ahead) == 0 || ask != r.ahead[0].ask && !strings.HasPrefix(ask, r.ahead[0].ask+" ") {
		return nil
	}
	words := r.ahead[0].words
	r.ahead = r.ahead[1:]
	for len(words) > 0 {
		n := slices.Index(append(words, "and"), "and")
		r.do(words[:n])
		words = words[min(n+1, len(words)):]
	}
	return nil
}

func rulesFor(verbs []string) string {
	var rules []string
	for _, v := range verbs {
		verb, resource, some := strings.Cut(v, "/")
		if !some {
			resource = "*"
		}
		resource, name, named := strings.Cut(resource, "/")
		rule := fmt.Sprintf(`apiGroups: ["*"], resources: [%q], verbs: [%s]`, resource, verb)
		if named {
			rule += fmt.Sprintf(`, resourceNames: [%q]`, name)
		}
		rules = append(rules, "{"+rule+"}")
	}
	return "[" + strings.Join(rules, ", ") + "]"
}

// files reads objects: as the stack's, or as they stand there.
func (r *recording) files(names []string, compiled bool) []object.Manifest {
	r.t.Helper()
	var all []object.Manifest
	for _, name := range names {
		manifests, err := r.of.Manifests(name, r.stack)
		if err != nil {
			r.t.Fatal(err)
		}
		all = append(all, manifests...)
	}
	if compiled {
		var err error
		if all, err = r.of.Compiled(r.stack, names...); err != nil {
			r.t.Fatal(err)
		}
	}
	for _, m := range all {
		r.know(m)
	}
	return all
}

// know remembers an object, and has it removed in the end if nothing else does.
func (r *recording) know(m object.Manifest) {
	if r.known[m.Ref] {
		return
	}
	r.known[m.Ref] = true
	metadata, _ := m.Content["metadata"].(map[string]any)
	r.t.Cleanup(func() {
		if metadata["finalizers"] != nil {
			r.release(m.Ref)
		}
		if m.Ref.Namespace == "" {
			if err := r.client.Delete(context.Background(), m.Ref, "", kube.Background); err != nil && !apierrors.IsNotFound(err) { // the test's own context has ended
				r.t.Error(err)
			}
		}
	})
}

// clear deletes what the script has made, so that it is not in the way of another play: what
// is in no namespace has the same name there. That may be in use until the rest has gone.
func (r *recording) clear() {
	remaining := maps.Clone(r.known)
	for end := time.Now().Add(20 * time.Second); len(remaining) > 0 && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		for ref := range remaining {
			if err := r.client.Delete(r.t.Context(), ref, "", kube.Background); apierrors.IsNotFound(err) {
				delete(remaining, ref)
			}
		}
	}
}

// Release lets an object that is being deleted go.
func (r *recording) release(ref object.Ref) {
	live, err := r.client.Get(context.Background(), ref)
	if err == nil {
		delete(live["metadata"].(map[string]any), "finalizers")
		_, err = r.client.Update(context.Background(), ref, live)
	}
	if err != nil && !apierrors.IsNotFound(err) {
		r.t.Error(err)
	}
}

func (r *recording) applied(files []string) {
	if r.revision == nil {
		r.revision = &state.Revision{}
	}
	for _, m := range r.files(files, true) {
		request := kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: r.stack.FieldManager(), Force: true}
		r.until(m.Ref.String()+" is applied", func() bool {
			result, err := r.client.Apply(r.t.Context(), request)
			if err == nil {
				r.record(m, result.Meta)
			} else if !kube.IsNotServed(err) { // its definition may be new
				r.t.Fatal(err)
			}
			return err == nil
		})
	}
}

func (r *recording) rolled(files []string) {
	in := plan.Input{Stack: r.stack, Cluster: "default", Desired: r.files(files, true), Options: plan.Options{Adopt: true, ForceConflicts: true}}
	result, err := planner.Compute(r.t.Context(), r.client, r, in)
	if err != nil {
		r.t.Fatal(err)
	}
	r.decided = result.Desired
	r.carryOut(result.Plan)
}

func (r *recording) by(args []string) {
	manager := args[0]
	switch args[1] {
	case "apply":
		for _, m := range r.files(args[2:], false) {
			r.foreign(manager, m.Content, true)
		}
	case "create":
		for _, m := range r.files(args[2:], false) {
			r.createAs(manager, string(r.yaml(m.Content)))
		}
	case "patch":
		raw, err := yaml.YAMLToJSON([]byte(r.of.File(args[3])))
		if err != nil {
			r.t.Fatal(err)
		}
		r.patch(manager, r.ref(args[2]), string(raw), args[4:]...)
	default:
		r.t.Fatalf("nobody can %s", args[1])
	}
}

func (r *recording) yaml(content map[string]any) []byte {
	raw, err := json.Marshal(content)
	if err != nil {
		r.t.Fatal(err)
	}
	return raw
}

func (r *recording) deleted(args []string) {
	if err := r.client.Delete(r.t.Context(), r.ref(args[0]), "", kube.Background); err != nil {
		r.t.Fatal(err)
	}
}

func (r *recording) awaited(args []string) {
	switch args[0] {
	case "gone":
		ref := r.ref(args[1])
		r.until(args[1]+" is gone", func() bool { _, err := r.client.Get(r.t.Context(), ref); return apierrors.IsNotFound(err) })
	case "refused", "taken", "failing":
		is := map[string]func(error) bool{"refused": func(err error) bool { return err != nil }, "taken": func(err error) bool { return err == nil }, "failing": kube.IsServerFailure}
		for _, m := range r.files(args[1:], true) {
			r.until(m.Ref.String()+" is "+args[0], func() bool { _, err := r.asked(m); return is[args[0]](err) })
		}
	default:
		ref := r.ref(args[0])
		r.known[ref] = true
		r.until(strings.Join(args, " "), func() bool {
			live, err := r.client.Get(r.t.Context(), ref)
			return err == nil && !slices.ContainsFunc(args[1:], func(want string) bool { return !holds(live, want) })
		})
	}
}

// holds reports whether an object has a value: status.phase=Bound. Of a list, 0 is the
// first item.
func holds(o map[string]any, want string) bool {
	path, value, _ := strings.Cut(want, "=")
	var at any = o
	for path != "" {
		step, rest, _ := strings.Cut(path, ".")
		if list, _ := at.([]any); len(list) > 0 { // its first item
			at, path = list[0], strings.TrimPrefix(path, "0.")
			continue
		}
		m, _ := at.(map[string]any)
		if _, whole := m[path]; whole {
			step, rest = path, ""
		}
		at, path = m[step], rest
	}
	return at != nil && fmt.Sprint(at) == value
}

// ref reads KIND/NAME.
func (r *recording) ref(text string) object.Ref {
	kindName, name, _ := strings.Cut(text, "/")
	ref := object.Ref{Name: name, Namespace: r.namespace}
	ref.Kind, ref.Group, _ = strings.Cut(kindName, ".")
	if known, ok := kind.Named(kindName); ok {
		ref.Kind, ref.Group = known.Kind, known.Group
		if !known.Namespaced {
			ref.Namespace = ""
		}
	}
	if namespace, rest, ok := strings.Cut(name, "/"); ok {
		ref.Namespace, ref.Name = namespace, rest
	}
	return ref
}

// askedOf is how questions name an object.
func (r *recording) askedOf(text string) string { return recorded.RefText(r.ref(text)) }
