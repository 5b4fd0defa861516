package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
)

// right is what a rule of a role allows, in one of the two namespaces of the stack.
type right struct {
	state           bool // in the namespace of the state
	verb            string
	group, resource string // with its subresource
}

func (r right) String() string {
	where := "the stack's namespace"
	if r.state {
		where = "the state's namespace"
	}
	return fmt.Sprintf("%s %s in %s", r.verb, strings.Trim(r.resource+"."+r.group, "."), where)
}

// gate is a way to the API server which knows what right each request takes, and can take
// one away: what needs it is refused, as by the server's own authorizer.
type gate struct {
	stack, state string // the namespaces

	mu     sync.Mutex
	used   map[right]bool
	denied right
	url    string
}

func newGate(t *testing.T, cluster *controlplane.Cluster, stack, state string) *gate {
	t.Helper()
	config, err := clientcmd.BuildConfigFromFlags("", cluster.Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	transport, err := rest.TransportFor(config)
	if err != nil {
		t.Fatal(err)
	}
	target, err := url.Parse(config.Host)
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{stack: stack, state: state, used: map[right]bool{}}
	proxy := &httputil.ReverseProxy{
		Transport: transport, FlushInterval: -1, ErrorLog: log.New(io.Discard, "", 0), // of watches that have ended
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ModifyResponse: func(r *http.Response) error {
			if right, ok := g.rightOf(r.Request); ok && right.verb == "patch" && r.StatusCode == http.StatusCreated {
				right.verb = "create"
				g.use(right)
			}
			return nil
		},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if right, ok := g.rightOf(r); ok && !g.use(right) {
			refused := apierrors.NewForbidden(schema.GroupResource{Group: right.group, Resource: right.resource}, "", fmt.Errorf("cannot %s", right))
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusForbidden)
			_ = json.NewEncoder(w).Encode(refused.Status())
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	g.url = server.URL
	return g
}

// rightOf is the right that a request takes; none outside the two namespaces.
func (g *gate) rightOf(r *http.Request) (right, bool) {
	_, path, found := strings.Cut(r.URL.Path, "/namespaces/")
	parts := strings.Split(path, "/")
	if !found || len(parts) < 2 || parts[0] != g.stack && parts[0] != g.state {
		return right{}, false
	}
	of := right{state: parts[0] == g.state, resource: parts[1]}
	if of.group = strings.Split(r.URL.Path, "/")[2]; strings.HasPrefix(r.URL.Path, "/api/") {
		of.group = ""
	}
	if len(parts) > 3 {
		of.resource += "/" + parts[3]
	}
	switch named := len(parts) > 2; {
	case r.Method == http.MethodGet && named:
		of.verb = "get"
	case r.Method == http.MethodGet && r.URL.Query().Has("watch"):
		of.verb = "watch"
	case r.Method == http.MethodGet:
		of.verb = "list"
	default:
		of.verb = map[string]string{http.MethodPost: "create", http.MethodPut: "update", http.MethodPatch: "patch", http.MethodDelete: "delete"}[r.Method]
	}
	return of, true
}

// use notes that a right was used, and reports whether it is there.
func (g *gate) use(r right) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.used[r] = true
	return g.denied != r
}

func (g *gate) wasUsed(r right) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.used[r]
}

// begin forgets what was used, and takes a right away; none where it is the zero one.
func (g *gate) begin(denied right) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.used, g.denied = map[right]bool{}, denied
}

// roleRights are the rights of each role that is documented.
func roleRights(t *testing.T) map[string]map[right]bool {
	t.Helper()
	all := map[string]map[right]bool{}
	for _, content := range documents(t, "../../docs/rbac.yaml", "shop") {
		var role rbacv1.Role
		if err := yaml.Unmarshal([]byte(content), &role); err != nil {
			t.Fatal(err)
		}
		if role.Kind != kind.Role.Kind {
			continue
		}
		rights := all[role.Name]
		if rights == nil {
			rights = map[right]bool{}
			all[role.Name] = rights
		}
		for _, rule := range role.Rules {
			for _, resource := range rule.Resources {
				for _, verb := range rule.Verbs {
					rights[right{role.Namespace == "shop-state", verb, rule.APIGroups[0], resource}] = true
				}
			}
		}
	}
	return all
}

// documents are those of a YAML file, for a stack in another namespace.
func documents(t *testing.T, file, namespace string) []string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.ReplaceAll(string(raw), "namespace: shop", "namespace: "+namespace), "\n---\n")
}

// roleRun runs wl as users who have one of the roles.
type roleRun struct {
	*testing.T
	gate *gate
	dir  string
	env  []string
}

// as runs wl as a user who has a role, and reports whether it succeeds.
func (r *roleRun) as(role string, args ...string) (output string, ok bool) {
	r.Helper()
	kubeconfig := filepath.Join(r.dir, role+".kube")
	content := fmt.Sprintf("apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: %q}}]\ncontexts: [{name: a, context: {cluster: a, user: a}}]\nusers: [{name: a, user: {as: %s}}]\n", r.gate.url, role)
	if err := os.WriteFile(kubeconfig, []byte(content), 0o600); err != nil {
		r.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "wl", args...)
	cmd.Dir, cmd.Env = r.dir, append(slices.Clone(r.env), "KUBECONFIG="+kubeconfig)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err == nil
}

// run runs wl, which must succeed or fail, and returns the rights that it used.
func (r *roleRun) run(succeeds bool, role string, args ...string) map[right]bool {
	r.Helper()
	r.gate.begin(right{})
	if out, ok := r.as(role, args...); ok != succeeds {
		r.Fatalf("wl %s as %s:\n%s", strings.Join(args, " "), role, out)
	}
	r.gate.mu.Lock()
	defer r.gate.mu.Unlock()
	return maps.Clone(r.gate.used)
}

// newRoleRun makes the namespaces, the roles and the stack of the script of the roles.
func newRoleRun(t *testing.T) *roleRun {
	cluster := controlplane.Shared(t)
	stack := cluster.Namespace(t)
	state := stack + "-state"
	client, err := dynamicClient(cluster.Kubeconfig)
	if err != nil {
		t.Fatal(err)
	}
	create(t, client, "apiVersion: v1\nkind: Namespace\nmetadata: {name: "+state+"}")
	t.Cleanup(func() { deleteNamespace(cluster.Kubeconfig, state) })
	for _, content := range documents(t, "../../docs/rbac.yaml", stack) {
		create(t, client, content)
	}
	r := &roleRun{T: t, gate: newGate(t, cluster, stack, state), dir: t.TempDir(), env: append(os.Environ(), "WL_VAR_ns="+stack)}
	archive, err := txtar.ParseFile("testdata/script/rbac.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"more.wl.hcl": everyKind}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".wl.hcl") {
			files[f.Name] = string(f.Data)
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(r.dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func create(t *testing.T, client dynamic.Interface, content string) {
	t.Helper()
	o := &unstructured.Unstructured{}
	if err := yaml.Unmarshal([]byte(content), &o.Object); err != nil {
		t.Fatal(err)
	}
	for k := range kind.BuiltIn().All() {
		if k.Kind != o.GetKind() || k.Group != o.GroupVersionKind().Group {
			continue
		}
		to := client.Resource(schema.GroupVersionResource{Group: k.Group, Version: k.Version, Resource: k.Plural})
		var err error
		if k.Namespaced {
			_, err = to.Namespace(o.GetNamespace()).Create(t.Context(), o, metav1.CreateOptions{})
		} else {
			_, err = to.Create(t.Context(), o, metav1.CreateOptions{})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// everyKind is what the stack of the script lacks of the kinds in the roles.
const everyKind = `
variable "store" { default = "store:1" }
variable "behaviour" { default = "healthy" }

workload "store" {
  kind     = "StatefulSet"
  replicas = 1

  container "main" { image = var.store }

  advanced {
    metadata {
      pod_annotations = { "wl-devcluster/behaviour" = var.behaviour }
    }
  }
}

workload "agent" {
  kind = "DaemonSet"

  container "main" {
    image = "agent:1"

    environment {
      variables = { TOKEN = var.token }
    }
  }
}

volume_claim "cache" { size = "1Gi" }

object "account" {
  manifest = { apiVersion = "v1", kind = "ServiceAccount" }
}

object "scaler" {
  manifest = {
    apiVersion = "autoscaling/v2"
    kind       = "HorizontalPodAutoscaler"
    spec = {
      scaleTargetRef = { apiVersion = "apps/v1", kind = "Deployment", name = "elsewhere" }
      maxReplicas    = 3
    }
  }
}

object "budget" {
  manifest = {
    apiVersion = "policy/v1"
    kind       = "PodDisruptionBudget"
    spec       = { maxUnavailable = 1, selector = { matchLabels = { app = "elsewhere" } } }
  }
}
`

// ran is a command of a role, and the rights that it has used.
type ran struct {
	role string
	args []string
	used map[right]bool
}

// needs reports whether the command takes a right. A watch begins with a list, and is not asked
// for where that shows everything ready.
func (c ran) needs(of right) bool {
	listed := of
	listed.verb = "list"
	return c.used[of] || of.verb == "watch" && c.args[0] == "wait" && c.used[listed]
}

// TestEveryRightOfARoleIsNeeded runs the commands of each documented role, and finds rights of
// it that none of them uses. Then it takes rights away from commands that only read, of each
// role and verb one: they fail, or say what they do not know.
func TestEveryRightOfARoleIsNeeded(t *testing.T) {
	r := newRoleRun(t)
	var all []ran
	command := func(succeeds bool, role string, args ...string) {
		t.Helper()
		all = append(all, ran{role, args, r.run(succeeds, role, args...)})
	}
	r.life(command)
	r.takeAway(all)
	command(true, "wl-apply", "destroy", "--auto-approve")
	for role, rights := range roleRights(t) {
		for _, of := range slices.SortedFunc(maps.Keys(rights), func(a, b right) int { return strings.Compare(a.String(), b.String()) }) {
			if !slices.ContainsFunc(all, func(c ran) bool { return c.role == role && c.needs(of) }) {
				t.Errorf("%s: nothing uses: %s", role, of)
			}
		}
	}
}

// life is what is done with the stack: each command by who has the role that is documented for it.
func (r *roleRun) life(run func(succeeds bool, role string, args ...string)) {
	everything := []string{
		"wait", "ConfigMap/settings", "ServiceAccount/account", "Service/front-end", "PersistentVolumeClaim/cache", "HorizontalPodAutoscaler/scaler",
		"PodDisruptionBudget/budget", "front-end", "database", "agent", "migrate", "cleanup",
	}
	const yes, no = true, false
	run(yes, "wl-plan", "plan")
	run(yes, "wl-plan-read-only", "plan", "--read-only")
	run(yes, "wl-apply", "apply", "--auto-approve", "--var", "behaviour=slow-start")
	run(yes, "wl-apply", "apply", "--auto-approve", "--var", "image=front:2", "--var", "token=second-token")
	run(yes, "wl-status", "status")
	run(yes, "wl-status", everything...)
	run(yes, "wl-status", "logs", "front-end")
	run(yes, "wl-status", "events")
	run(yes, "wl-status", "history")
	run(yes, "wl-plan", "plan", "--dry-run=all")
	run(yes, "wl-plan", "drift", "--var", "image=front:2", "--var", "token=second-token")
	run(no, "wl-plan", "drift") // what was applied is to be read, where the configuration has changed since
	run(yes, "wl-plan-read-only", "drift", "--read-only", "--var", "image=front:2", "--var", "token=second-token")
	run(yes, "wl-plan-read-only", "plan", "--read-only", "--var", "image=front:3", "--var", "token=third-token")
	run(yes, "wl-apply", "rollback", "--auto-approve", "--timeout", "1m")
	// A Pod that never becomes ready blocks its StatefulSet, and is deleted.
	run(no, "wl-apply", "apply", "--auto-approve", "--var", "behaviour=never-ready", "--timeout", "6s")
	run(no, "wl-status", "wait", "store", "--timeout", "5s")
	run(yes, "wl-plan", "plan", "--var", "store=store:2")
	run(yes, "wl-plan-read-only", "plan", "--read-only", "--var", "store=store:2")
	run(yes, "wl-apply", "apply", "--auto-approve", "--var", "store=store:2")
	run(yes, "wl-apply", "restart", "--auto-approve", "front-end", "database", "agent")
	run(yes, "wl-apply", everything...)
	run(yes, "wl-apply", "logs", "front-end")
	run(yes, "wl-apply", "events")
	run(yes, "wl-apply", "history", "2")
	run(yes, "wl-apply", "state", "unlock", "--auto-approve")
}

// takeAway runs commands that only read again without a right that they have used, of each role
// and verb one: whoever runs them learns of it.
func (r *roleRun) takeAway(all []ran) {
	r.Helper()
	taken := map[string]bool{}
	for _, c := range slices.Backward(all) {
		if !slices.Contains([]string{"status", "plan", "drift", "events", "history"}, c.args[0]) {
			continue
		}
		for _, of := range slices.SortedFunc(maps.Keys(c.used), func(a, b right) int { return strings.Compare(a.String(), b.String()) }) {
			key := c.role + " " + of.verb
			if of.resource == "pods" || of.resource == "events" || taken[key] {
				continue // without these, less is known
			}
			r.gate.begin(of)
			out, ok := r.as(c.role, c.args...)
			if r.gate.wasUsed(of) {
				taken[key] = true
				byName := of // what may not be listed is read by name, and nothing is lost
				byName.verb = "get"
				if ok && !strings.Contains(out, "cannot "+of.verb) && !r.gate.wasUsed(byName) {
					r.Errorf("wl %s as %s goes without: %s\n%s", strings.Join(c.args, " "), c.role, of, out)
				}
			}
		}
	}
	if len(taken) < 7 {
		r.Errorf("rights were taken away: %v", slices.Sorted(maps.Keys(taken)))
	}
}
