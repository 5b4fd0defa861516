package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/controlplane"
)

// Secrets of every shape are put wherever they can be, changed by the
// configuration and by hand, refused, taken away and destroyed, and hunted for in
// everything that every command prints and in the state as it is stored.
func TestNoSecretShows(t *testing.T) {
	cluster := controlplane.Shared(t)
	h := newHunter(t, cluster.Kubeconfig)
	t.Cleanup(func() { deleteNamespace(cluster.Kubeconfig, h.namespace) })
	for _, stage := range []func(){
		h.compiles, h.fails, h.applies, h.changedByHand, h.changes, h.isRefused, h.rollsOut, h.doesNotRollOut, h.isTakenAway, h.isDestroyed,
	} {
		if stage(); t.Failed() {
			break
		}
	}
	t.Logf("%d values in %d places: %d runs of %d commands, of which %d ended in an error, and %d texts of the state; no value is in any", len(h.planted), len(huntPlaces), h.runs, len(h.commands), h.errors, h.texts)
}

// hunter runs wl and looks at what it prints.
type hunter struct {
	*testing.T
	dir, kubeconfig, namespace string
	planted                    map[string]bool // every value that there ever was
	now                        map[string]string
	runs, errors, texts        int
	commands                   map[string]bool
}

func newHunter(t *testing.T, kubeconfig string) *hunter {
	h := &hunter{T: t, dir: t.TempDir(), kubeconfig: kubeconfig, namespace: fmt.Sprintf("hunt-%d", time.Now().UnixNano()%1e9), planted: map[string]bool{}, commands: map[string]bool{}}
	h.plant(huntedShapes())
	h.write("m/m.wl.hcl", huntModule)
	h.write("stack.wl.hcl", fmt.Sprintf("stack \"hunt\" {\n  namespace = %q\n}\nnamespace \"hunt\" {\n  name = %q\n}\nlocals {\n  all = { %s }\n}\n", h.namespace, h.namespace,
		strings.Join(mapped(h.now, func(name string) string { return name + " = var." + name }), ", ")))
	h.write("places.wl.hcl", strings.Join(mapped(huntPlaces, func(place string) string { return h.each(huntPlaces[place]) }), ""))
	h.write("pod.wl.hcl", h.each(huntPod))
	return h
}

// mapped are the results of a function of a map's keys, in their order.
func mapped[V any](m map[string]V, of func(key string) string) []string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		all = append(all, of(key))
	}
	return all
}

// plant gives the variables new values: one half by the environment, the other by
// a file.
func (h *hunter) plant(values map[string]string) {
	h.now = values
	for _, v := range values {
		h.planted[v] = true
	}
	file := ""
	for i, name := range slices.Sorted(maps.Keys(values)) {
		if i%2 == 0 {
			file += name + " = " + literalOf(values[name]) + "\n"
		}
	}
	h.write("values.auto.wlvars", file)
}

// each is a text for every shape, or once where it names none.
func (h *hunter) each(text string) string {
	if !strings.Contains(text, "NAME") {
		return text
	}
	of := func(name string) string {
		return strings.NewReplacer("NAMESPACE", strconv.Quote(h.namespace), "NAME", name, "LITERAL = ", "LITERAL = ", "LITERAL", literalOf(huntedShapes()[name])).Replace(text)
	}
	if !strings.Contains(strings.ReplaceAll(text, "NAMESPACE", ""), "NAME") {
		return of("word")
	}
	return strings.Join(mapped(huntedShapes(), of), "")
}

func literalOf(value string) string {
	return string(hclwrite.TokensForValue(cty.StringVal(value)).Bytes())
}

func (h *hunter) write(name, content string) {
	h.Helper()
	path := filepath.Join(h.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		h.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		h.Fatal(err)
	}
}

func (h *hunter) remove(name string) { _ = os.Remove(filepath.Join(h.dir, name)) }

// wl runs a command, which must end in one of the ways given, and hunts in what
// it prints.
func (h *hunter) wl(exits string, args ...string) {
	h.Helper()
	cmd := exec.Command("wl", args...)
	cmd.Dir, cmd.Env = h.dir, append(os.Environ(), "KUBECONFIG="+h.kubeconfig)
	for name, v := range h.now {
		cmd.Env = append(cmd.Env, "WL_VAR_"+name+"="+v)
	}
	out, _ := cmd.CombinedOutput()
	exit := strconv.Itoa(cmd.ProcessState.ExitCode())
	h.hunt("wl "+strings.Join(args, " "), string(out))
	h.runs++
	h.commands[args[0]] = true
	if exit == "1" {
		h.errors++
	}
	if !strings.Contains(exits, exit) {
		h.Errorf("wl %s ends with %s\n%.6000s", strings.Join(args, " "), exit, out)
	}
}

func (h *hunter) compiles() {
	for _, args := range []string{"validate", "validate --format json", "render", "render --format json"} {
		h.wl("0", strings.Fields(args)...)
	}
}

// fails asks for what cannot be compiled.
func (h *hunter) fails() {
	h.write("bad.wl.hcl", h.each(huntErrors))
	defer h.remove("bad.wl.hcl")
	for _, args := range []string{"validate", "validate --format json", "render", "plan", "plan --format json", "drift", "destroy --auto-approve"} {
		h.wl("1", strings.Fields(args)...)
	}
	h.wl("012", "status") // which needs none of that
}

func (h *hunter) plans(exits string) {
	for _, args := range []string{"plan", "plan -v", "plan --format json", "plan --format markdown -v", "drift -v", "drift --format json"} {
		h.wl(exits+"02", strings.Fields(args)...)
	}
}

func (h *hunter) looks() {
	for _, args := range []string{"status", "status --format json"} {
		h.wl("02", strings.Fields(args)...)
	}
	for _, args := range []string{"history", "history --format json", "history 1 -v", "history 1 --format json", "history 1 --format markdown -v"} {
		h.wl("0", strings.Fields(args)...)
	}
	for _, args := range []string{"history 1 2 -v", "history 2 1 --format json", "rollback 1", "rollback 1 --format json"} { // 2 may not be there, and there is no terminal to ask at
		h.wl("01", strings.Fields(args)...)
	}
	h.huntState()
}

func (h *hunter) applies() {
	h.plans("")
	h.wl("0", "plan", "--out", "hunt.plan")
	saved, err := os.ReadFile(filepath.Join(h.dir, "hunt.plan"))
	if err != nil {
		h.Fatal(err)
	}
	h.hunt("hunt.plan", string(saved))
	for _, args := range []string{"show hunt.plan", "show --format json hunt.plan", "show --format markdown hunt.plan", "apply hunt.plan"} {
		h.wl("0", strings.Fields(args)...)
	}
	h.plans("")
	h.looks()
}

// changedByHand puts secrets into live objects of which the configuration knows
// nothing.
func (h *hunter) changedByHand() {
	for name, v := range huntedShapes() {
		byHand := v + " byhand<&>" // of a short value only whole words are told
		h.planted[byHand] = true
		h.patch("apps", "deployments", "w-"+name, map[string]any{"spec": map[string]any{"template": map[string]any{"spec": map[string]any{"containers": []any{
			map[string]any{"name": "main", "env": []any{map[string]any{"name": "VALUE", "value": byHand}, map[string]any{"name": "ADDED", "value": byHand}}}}}}}})
		h.patch("", "configmaps", "c-"+name, map[string]any{"data": map[string]any{"value": byHand}})
		h.patch("", "secrets", "s-"+name, map[string]any{"data": map[string]any{"value": base64.StdEncoding.EncodeToString([]byte(byHand))}})
	}
	h.plans("")
}

func (h *hunter) resource(group, resource string) dynamic.ResourceInterface {
	h.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", h.kubeconfig)
	if err != nil {
		h.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		h.Fatal(err)
	}
	return client.Resource(schema.GroupVersionResource{Group: group, Version: "v1", Resource: resource}).Namespace(h.namespace)
}

func (h *hunter) patch(group, resource, name string, change map[string]any) {
	h.Helper()
	raw, _ := json.Marshal(change)
	_, err := h.resource(group, resource).
		Patch(context.Background(), name, types.StrategicMergePatchType, raw, metav1.PatchOptions{FieldManager: "kubectl-edit"})
	if err != nil {
		h.Fatal(err)
	}
}

// changes plans other values than those that the live objects hold: the Pod
// cannot be changed, and the server says by what it would differ.
func (h *hunter) changes() {
	values := huntedShapes()
	for name, v := range values {
		values[name] = v + "zq8"
	}
	h.plant(values)
	h.plans("1")
	h.wl("1", "apply", "--auto-approve")
	h.wl("1", "apply", "--auto-approve", "--format", "json")
	h.remove("pod.wl.hcl")
}

// isRefused asks for what the server refuses, in its own words.
func (h *hunter) isRefused() {
	h.write("budget.wl.hcl", h.each(huntBudget))
	h.plans("1")
	h.remove("budget.wl.hcl")
}

func (h *hunter) rollsOut() {
	h.wl("0", "apply", "--auto-approve", "-v")
	h.plans("")
	h.looks()
}

func (h *hunter) doesNotRollOut() {
	h.write("broken.wl.hcl", huntBroken)
	h.wl("1", "apply", "--auto-approve", "--timeout", "15s")
	h.looks()
	h.wl("1", "apply", "--auto-approve", "--timeout", "15s", "--format", "json")
	h.remove("broken.wl.hcl")
}

// isTakenAway keeps the objects and has nothing secret in them any more.
func (h *hunter) isTakenAway() {
	h.write("places.wl.hcl", h.each("variable \"NAME\" {\n  sensitive = true\n}\nconfig_map \"c-NAME\" {\n  data = { other = \"a\" }\n}\nsecret \"s-NAME\" {\n  data = {}\n}\n"+
		"workload \"w-NAME\" {\n  kind     = \"Deployment\"\n  replicas = 1\n  container \"main\" {\n    image = \"nginx:1.27\"\n  }\n}\n"))
	h.plans("")
	h.wl("0", "apply", "--auto-approve", "--format", "json")
	h.looks()
}

func (h *hunter) isDestroyed() {
	h.wl("0", "state", "unlock", "--auto-approve")
	h.wl("0", "destroy", "--auto-approve")
}
