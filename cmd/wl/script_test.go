package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/util/jsonpath"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wl": main, "fatal": fatal})
}

// TestScripts runs the real wl against a real control plane. Each script has a
// namespace name of its own, $NS, which wl knows as var.ns; it does not exist
// yet, and is removed afterwards.
func TestScripts(t *testing.T) {
	runScripts(t, controlplane.Shared(t), "testdata/script", func(env *testscript.Env) error { return nil })
}

// TestAlone runs the scripts that break what all namespaces of a cluster need, such as that
// each kind can be listed when one is deleted: they have a control plane of their own.
func TestAlone(t *testing.T) {
	runScripts(t, controlplane.Start(t, "alone"), "testdata/alone", func(env *testscript.Env) error { return nil })
}

// TestTwoClusters runs the scripts that need a second control plane, $KUBECONFIG2.
func TestTwoClusters(t *testing.T) {
	second := controlplane.Start(t, "second")
	runScripts(t, controlplane.Shared(t), "testdata/clusters", func(env *testscript.Env) error {
		env.Setenv("KUBECONFIG2", second.Kubeconfig)
		env.Setenv("WL_VAR_second", second.Kubeconfig)
		return nil
	})
	t.Run("runs", func(t *testing.T) { t.Parallel(); testRuns(t, second) })
}

func runScripts(t *testing.T, on *controlplane.Cluster, dir string, more func(*testscript.Env) error) {
	route, err := filepath.Abs("../../lang/testdata/httproute.yaml")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := filepath.Abs("../../docs")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			namespace := fmt.Sprintf("script-%d-%d", os.Getpid(), time.Now().UnixNano()%1e9)
			env.Setenv("NS", namespace)
			env.Setenv("WL_VAR_ns", namespace)
			wide(env)
			env.Setenv("KUBECONFIG", on.Kubeconfig)
			env.Setenv("ADMIN", on.Kubeconfig)
			env.Setenv("RBAC", filepath.Join(docs, "rbac.yaml")) // the roles that are documented
			env.Setenv("RBAC_FILE_STATE", filepath.Join(docs, "rbac-file-state.yaml"))
			env.Setenv("HTTPROUTE", route) // a definition of the kind
			env.Setenv("WL_VAR_first", on.Kubeconfig)
			env.Defer(func() {
				for _, kubeconfig := range []string{on.Kubeconfig, env.Getenv("KUBECONFIG2")} {
					if kubeconfig != "" {
						deleteNamespace(kubeconfig, namespace)
					}
				}
			})
			return more(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"kubeget":    kubeGet,
			"kubepatch":  kubePatch,
			"kubeapply":  kubeApply,
			"kubecreate": kubeCreate,
			"kubewait":   kubeWait,
			"kubedelete": kubeDelete,
			"kubegone":   kubeGone,
			"operate":    operate,
			"metric":     metric,
			"waitfile":   waitFile,
			"eventually": eventually,
		},
	})
}

// wide keeps wl from folding lines: where it would depends on how long names happen to be.
func wide(env *testscript.Env) { env.Setenv("COLUMNS", "1000") }

// kubeget KIND NAME JSONPATH prints a part of a live object of $NS; negated, the
// object must not exist.
func kubeGet(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: kubeget KIND NAME [JSONPATH]")
	}
	o, err := resource(ts, args[0]).Get(context.Background(), args[1], metav1.GetOptions{})
	if neg {
		if err == nil {
			ts.Fatalf("%s %s exists", args[0], args[1])
		}
		return
	}
	ts.Check(err)
	text := []byte(o.GetName())
	if len(args) > 2 {
		text, err = evaluate(o, args[2])
		ts.Check(err)
	}
	_, err = ts.Stdout().Write(append(text, '\n'))
	ts.Check(err)
}

// kubepatch MANAGER KIND NAME JSON merges JSON into a live object as the given
// field manager, as kubectl edit and its like do: of a custom kind as JSON, whose
// lists have no keys. With a further argument status, it is the object's status.
func kubePatch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: kubepatch MANAGER KIND NAME JSON [status]")
	}
	how := types.StrategicMergePatchType
	if strings.EqualFold(args[1], kind.HTTPRoute.Kind) {
		how = types.MergePatchType
	}
	_, err := resource(ts, args[1]).Patch(context.Background(), args[2], how, []byte(args[3]), metav1.PatchOptions{FieldManager: args[0]}, args[4:]...)
	ts.Check(err)
}

// kubeapply MANAGER KIND NAME JSON applies JSON, without a name, to an object on the
// server's side, as another tool than wl does. Without a type, the object must exist.
func kubeApply(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: kubeapply MANAGER KIND NAME JSON")
	}
	o := &unstructured.Unstructured{}
	ts.Check(json.Unmarshal([]byte(args[3]), &o.Object))
	if o.GetKind() == "" {
		live, err := resource(ts, args[1]).Get(context.Background(), args[2], metav1.GetOptions{})
		ts.Check(err)
		o.SetGroupVersionKind(live.GroupVersionKind())
	}
	o.SetName(args[2])
	_, err := resource(ts, args[1]).Apply(context.Background(), args[2], o, metav1.ApplyOptions{FieldManager: args[0]})
	ts.Check(err)
}

// kubecreate MANAGER FILE makes the objects of a YAML file as another manager
// does that knows no server-side apply: in $NS, unless they name a namespace.
func kubeCreate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: kubecreate MANAGER FILE")
	}
	for text := range strings.SplitSeq(os.Expand(ts.ReadFile(args[1]), ts.Getenv), "\n---\n") {
		o := &unstructured.Unstructured{}
		ts.Check(yaml.Unmarshal([]byte(text), &o.Object))
		_, err := resourceIn(ts, o.GetKind(), cmp.Or(o.GetNamespace(), ts.Getenv("NS"))).Create(context.Background(), o, metav1.CreateOptions{FieldManager: args[0]})
		ts.Check(err)
	}
}

// kubewait KIND NAME JSONPATH VALUE waits until a live object says so.
func kubeWait(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: kubewait KIND NAME JSONPATH VALUE")
	}
	var last string
	for range 300 {
		o, err := resource(ts, args[0]).Get(context.Background(), args[1], metav1.GetOptions{})
		if err == nil {
			text, err := evaluate(o, args[2])
			ts.Check(err)
			if last = string(text); last == args[3] {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("%s %s: %s is %q, not %q", args[0], args[1], args[2], last, args[3])
}

// eventually PATTERN COMMAND runs a command again and again until a line of what it
// prints matches. How it ends does not matter.
func eventually(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: eventually PATTERN COMMAND [ARGUMENT ...]")
	}
	pattern := regexp.MustCompile("(?m)" + args[0])
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(time.Second) {
		err := ts.Exec(args[1], args[2:]...)
		switch out := ts.ReadFile("stdout"); {
		case pattern.MatchString(out):
			return
		case time.Now().After(end):
			ts.Fatalf("%s does not say %q: %v\n%s", strings.Join(args[1:], " "), args[0], err, out)
		}
	}
}

// kubegone KIND NAME waits until an object of $NS does not exist any more.
func kubeGone(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: kubegone KIND NAME")
	}
	for range 300 {
		if _, err := resource(ts, args[0]).Get(context.Background(), args[1], metav1.GetOptions{}); apierrors.IsNotFound(err) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("%s %s is still there", args[0], args[1])
}

// kubedelete KIND NAME deletes a live object of $NS; with --all for a name, all of them.
func kubeDelete(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: kubedelete KIND NAME")
	}
	if args[1] == "--all" {
		ts.Check(resource(ts, args[0]).DeleteCollection(context.Background(), metav1.DeleteOptions{}, metav1.ListOptions{}))
		return
	}
	ts.Check(resource(ts, args[0]).Delete(context.Background(), args[1], metav1.DeleteOptions{}))
}

func evaluate(o *unstructured.Unstructured, path string) ([]byte, error) {
	j := jsonpath.New("value")
	if err := j.AllowMissingKeys(true).Parse(path); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := j.Execute(&b, o.Object)
	return b.Bytes(), err
}

func resource(ts *testscript.TestScript, name string) dynamic.ResourceInterface {
	return resourceIn(ts, name, ts.Getenv("NS"))
}

// resourceIn finds a kind by its name or, of a custom one in the version v1, by plural.group.
func resourceIn(ts *testscript.TestScript, name, namespace string) dynamic.ResourceInterface {
	client, err := dynamicClient(ts.Getenv("KUBECONFIG"))
	ts.Check(err)
	if plural, group, custom := strings.Cut(name, "."); custom {
		return client.Resource(schema.GroupVersionResource{Group: group, Version: "v1", Resource: plural}).Namespace(namespace)
	}
	for k := range kind.BuiltIn().All() {
		if strings.EqualFold(k.Kind, name) {
			r := client.Resource(schema.GroupVersionResource{Group: k.Group, Version: k.Version, Resource: k.Plural})
			if k.Namespaced {
				return r.Namespace(namespace)
			}
			return r
		}
	}
	ts.Fatalf("no kind %s", name)
	return nil
}

func dynamicClient(kubeconfig string) (dynamic.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS = -1
	return dynamic.NewForConfig(config)
}

func deleteNamespace(kubeconfig, name string) {
	client, err := dynamicClient(kubeconfig)
	if err != nil {
		return
	}
	namespaces := client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"})
	// Gone already is what a script that destroys its stack leaves.
	_ = namespaces.Delete(context.Background(), name, metav1.DeleteOptions{})
}
