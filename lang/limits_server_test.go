package lang

import (
	"fmt"
	"os"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// boundary is a value near a limit: a piece of a workload, and the same piece of an
// object as raw has it, which no limit of the table is for.
type boundary struct {
	name, workload, raw string
	kind                string
	// stricter is why wl refuses what the server takes.
	stricter string
}

func boundaries() []boundary {
	inContainer := func(s string) string {
		return `{ spec = { template = { spec = { containers = [merge({ name = "main" }, ` + s + `)] } } } }`
	}
	container := func(s string) string {
		return "container \"main\" {\nimage = \"nginx:1.27\"\n" + s + "\n}"
	}
	security := func(s string) string { return container("security {\n" + s + "\n}") }
	probe := func(s string) string {
		return container("health_check {\nreadiness {\n" + s + "\n}\n}")
	}
	var all []boundary
	add := func(name, workload, raw string) {
		all = append(all, boundary{name: name, workload: workload, raw: inContainer(raw)})
	}
	for _, capability := range []string{"SYS_ADMIN", "CAP_SYS_ADMIN", "NET_ADMIN", "net_admin"} {
		add("capability "+capability, security(`allow_privilege_escalation = false`+"\n"+`capabilities = { add = ["`+capability+`"] }`),
			`{ securityContext = { allowPrivilegeEscalation = false, capabilities = { add = ["`+capability+`"] } } }`)
	}
	for _, quantity := range []string{"0", "1m", "-1"} {
		add("cpu "+quantity, container(`cpu = { request = "`+quantity+`" }`), `{ resources = { requests = { cpu = "`+quantity+`" } } }`)
		add("memory "+quantity, container(`memory = { limit = "`+strings.TrimSuffix(quantity, "m")+`" }`), `{ resources = { limits = { memory = "`+strings.TrimSuffix(quantity, "m")+`" } } }`)
	}
	for _, number := range []string{"0", "1", "65535", "65536"} {
		add("port "+number, container("port \"web\" {\ncontainer_port = "+number+"\n}"), `{ ports = [{ name = "web", containerPort = `+number+`, protocol = "TCP" }] }`)
	}
	for _, name := range []string{"web", "a23456789012345", "a234567890123456", "80", "a--b", "A", "8a"} {
		add("port name "+name, container("port \""+name+"\" {\ncontainer_port = 80\n}"), `{ ports = [{ name = "`+name+`", containerPort = 80, protocol = "TCP" }] }`)
	}
	for _, user := range []string{"-1", "0", "2147483647", "2147483648"} {
		add("user "+user, security("run_as_user = "+user), `{ securityContext = { runAsUser = `+user+` } }`)
	}
	for _, path := range []string{"/healthz", "healthz", ""} {
		add("path "+path, probe(`http_get = { port = 80, path = "`+path+`" }`), `{ readinessProbe = { httpGet = { port = 80, path = "`+path+`" } } }`)
	}
	for _, seconds := range []string{"-1", "1", "2147483647", "2147483648"} {
		add("period "+seconds, probe("exec = [\"true\"]\nperiod_seconds = "+seconds), `{ readinessProbe = { exec = { command = ["true"] }, periodSeconds = `+seconds+` } }`)
	}
	for _, variable := range []string{"A", "a.b-c", "1A", "A B", "A=B", "ä", strings.Repeat("A", 300)} {
		add("variable "+variable, container("environment {\nvariables = { \""+variable+"\" = \"x\" }\n}"), `{ env = [{ name = "`+variable+`", value = "x" }] }`)
	}
	for _, kind := range []string{"Deployment", "DaemonSet", "Job"} {
		for _, length := range []int{1, 63, 64, 253, 254} {
			b := boundary{name: fmt.Sprintf("name of a %s with %d characters", kind, length), kind: kind, workload: container("") + "\nname = \"" + strings.Repeat("n", length) + "\""}
			if kind == "Deployment" && length == 253 {
				b.stricter = "its ReplicaSets could not be made"
			}
			all = append(all, b)
		}
	}
	return append(all, wideNumbers()...)
}

// wideNumbers are values of fields that hold more than 32 bits, of which the server does not
// take all everywhere.
func wideNumbers() []boundary {
	var all []boundary
	pod := func(name, workload, spec string) {
		all = append(all, boundary{name: name, workload: "container \"main\" {\nimage = \"nginx:1.27\"\n}\n" + workload, raw: "{ spec = { template = { spec = { " + spec + " } } } }"})
	}
	for _, seconds := range []string{"2147483647", "2147483648", "4294967296", "4294967297"} {
		pod("toleration "+seconds, "advanced {\nscheduling {\ntoleration_seconds = "+seconds+"\n}\n}",
			`tolerations = [{ key = "node.kubernetes.io/not-ready", operator = "Exists", effect = "NoExecute", tolerationSeconds = `+seconds+` }]`)
		pod("grace "+seconds, "advanced {\nupgrade {\ntermination_grace_period_seconds = "+seconds+"\n}\n}", `terminationGracePeriodSeconds = `+seconds)
		pod("token "+seconds, "volume \"token\" {\nprojected {\nservice_account_token {\npath = \"t\"\nexpiration_seconds = "+seconds+"\n}\n}\n}",
			`volumes = [{ name = "token", projected = { sources = [{ serviceAccountToken = { path = "t", expirationSeconds = `+seconds+` } }] } }]`)
		probe := "exec = [\"true\"]\ntermination_grace_period_seconds = " + seconds
		all = append(all, boundary{name: "probe's grace " + seconds, workload: "container \"main\" {\nimage = \"nginx:1.27\"\nhealth_check {\nliveness {\n" + probe + "\n}\n}\n}",
			raw: `{ spec = { template = { spec = { containers = [{ name = "main", livenessProbe = { exec = { command = ["true"] }, terminationGracePeriodSeconds = ` + seconds + ` } }] } } } }`})
		all = append(all, boundary{name: "deadline " + seconds, kind: "Job", workload: "container \"main\" {\nimage = \"nginx:1.27\"\n}\nadvanced {\njob {\nactive_deadline_seconds = " + seconds + "\n}\n}",
			raw: "{ spec = { activeDeadlineSeconds = " + seconds + " } }"})
	}
	return all
}

// Under Kubernetes' own limits, wl refuses offline what the server refuses, and
// takes what that takes.
func TestServerAgreesWithTheLimits(t *testing.T) {
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		t.Fatal(err)
	}
	namespace := cluster.Namespace(t)
	for _, b := range boundaries() {
		t.Run(b.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			offline := !b.compile(t, b.workload, "").Diagnostics.HasErrors()
			content := b.unlimited(t)
			if content == nil {
				t.Fatal("the server cannot be asked about it")
			}
			metadata := content["metadata"].(map[string]any)
			metadata["namespace"] = namespace
			ref := object.Ref{Group: groupOf(content), Kind: content["kind"].(string), Namespace: namespace, Name: metadata["name"].(string)}
			_, err := client.DryRunApply(t.Context(), kube.ApplyRequest{Ref: ref, Content: content, FieldManager: "wl-test"})
			if err != nil && !apierrors.IsInvalid(err) && !apierrors.IsBadRequest(err) {
				t.Fatal(err)
			}
			if online := err == nil; online != offline && (b.stricter == "" || offline) {
				t.Errorf("wl takes it: %t; the server takes it: %t (%v)", offline, online, err)
			}
		})
	}
}

func groupOf(content map[string]any) string {
	group, _ := kind.SplitAPIVersion(content["apiVersion"].(string))
	return group
}

func (b *boundary) compile(t *testing.T, workload, raw string) *Compilation {
	t.Helper()
	kind := b.kind
	if kind == "" {
		kind = "Deployment"
	}
	source := fmt.Sprintf("stack \"limits\" {\nlimits = \"kubernetes\"\n}\nworkload \"web\" {\nkind = %q\n%s\n%s\n}\n", kind, workload, raw)
	if err := os.WriteFile("limits.wl.hcl", []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return Compile(t.Context(), ".", Options{})
}

// unlimited is the object that the piece would become if there were no limits.
func (b *boundary) unlimited(t *testing.T) map[string]any {
	t.Helper()
	if b.raw == "" { // it is the name, whatever else the workload is
		c := b.compile(t, "container \"main\" {\nimage = \"nginx:1.27\"\n}", "")
		content := c.Stack.Clusters[0].Objects[0].Content
		name := b.workload[strings.Index(b.workload, "name = ")+8 : len(b.workload)-1]
		content["metadata"].(map[string]any)["name"] = name
		return content
	}
	for _, cluster := range b.compile(t, "container \"main\" {\nimage = \"nginx:1.27\"\n}", "raw = "+b.raw).Stack.Clusters {
		for _, m := range cluster.Objects {
			return m.Content
		}
	}
	return nil
}
