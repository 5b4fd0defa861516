package lang

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// A hint says what to write, and in which block.
var (
	called = regexp.MustCompile(`: write (.*?)(?: in the block ([a-z_ >]+))?\.$`)
	moved  = regexp.MustCompile(` Move it to the block ([a-z_ >]+): (.*)\.$`)
)

func proposed(detail string) (line, place string) {
	if m := moved.FindStringSubmatch(detail); m != nil {
		return m[2], m[1]
	}
	if m := called.FindStringSubmatch(detail); m != nil {
		return m[1], m[2]
	}
	return "", ""
}

// Whatever name people bring along, what is proposed instead is for that kind of
// workload.
func TestHintsAreForTheKind(t *testing.T) {
	names := map[string]bool{"minReadySeconds": true, "podManagementPolicy": true, "backoffLimit": true, "volumeClaimTemplates": true, "updateStrategy": true, "serviceName": true}
	for b := range table.Root().All() {
		for _, name := range b.Also {
			names[name] = true
		}
		for _, a := range b.Attributes {
			for _, name := range a.Also {
				names[name] = true
			}
		}
	}
	hints := 0
	for _, kind := range schema.KindNames() {
		t.Run(kind, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for name := range names {
				detail := problems(t, kind, name+" {\n}\n")
				written, place := proposed(detail)
				if written == "" || strings.Contains(written, "…") {
					continue
				}
				hints++
				if got := problems(t, kind, within(written, place)); strings.Contains(got, "Not for this kind") || strings.Contains(got, "Unsupported") {
					t.Errorf("%s: %s\n%s", name, detail, got)
				}
			}
		})
	}
	if hints < 100 {
		t.Errorf("only %d hints were tried", hints)
	}
}

// Of the places that a name could be meant for, the hint names the one that is nearest to
// where it stands, also where the name is Kubernetes' in the style of Terraform.
func TestHintsAreNear(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ kind, line, want string }{
		{"Deployment", "termination_grace_period_seconds = 60", "Move it to the block workload > advanced > upgrade: "},
		{"Deployment", "dns_policy = \"Default\"", "It is called policy here: write policy = \"Default\" in the block workload > advanced > dns."},
		{"Deployment", "dns_config {\n}", "in the block workload > advanced."},
		{"Job", "host_aliases {\n}", "It is called host_alias here: "},
		{"Deployment", "priority_class_name = \"high\"", "It is called priority_class here: "},
		{"DaemonSet", "topology_spread_constraint {\n}", "It is called topology_spread here: "},
		{"StatefulSet", "volume_claim_template {\n}", "It is called claim_template here: "},
		{"Deployment", "hostname = \"a\"", "Move it to the block workload > advanced > network: "},
		{"Deployment", "timeouts {\n}", "wl apply --timeout"},
		{"Deployment", "ingress \"a\" {\ntls {\nsecret = \"tls\"\n}\n}", "Did you mean \"secret_name\"?"},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nhealth_check {\nliveness {\nperiod = 3\n}\n}\n}", "Did you mean \"period_seconds\"?"},
		{"Deployment", "route \"a\" {\nhostname = \"a\"\n}", "Did you mean \"hostnames\"?"},
		{"Deployment", "route \"a\" {\ntimeouts {\n}\n}", "Move it to the block workload > route > rule: "},
		{"Deployment", "annotations = {}", "Move it to the block workload > advanced > metadata: annotations = { "},
		{"Deployment", "node_affinity {\n}", "Move it to the block workload > advanced > scheduling: node_affinity { … }."},
		{"Deployment", "affinity {\n}", "It is called scheduling here: write scheduling { … } in the block workload > advanced."},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nstartup_probe {\n}\n}", "It is called startup here: write startup { … } in the block workload > container > health_check."},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nliveness_probe {\n}\n}", "It is called liveness here: write liveness { … } in the block workload > container > health_check."},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nprobe {\n}\n}", "It is called health_check here: write health_check { … }."},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nmount \"/data\" {\n}\n}", "Move it to the block workload > container > storage: mount \"/data\" { volume = \"web\" }."},
		{"Deployment", "image = \"a:1\"", "Move it to the block workload > container: "},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nservice \"a\" {\n}\n}", "Move it to the block workload: service \"web\" {"},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nvolume \"a\" {\n}\n}", "Move it to the block workload: volume \"web\" {"},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nsecret \"a\" {\n}\n}", "Move it to the top of a file: secret \"web\" {"},
		{"Deployment", "locals {\n}", "Move it to the top of a file: locals {"},
		{"Deployment", "config_map \"a\" {\n}", "Move it to the top of a file: config_map \"web\" {"},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nstorage {\nmount \"/d\" {\nvolume = \"d\"\npath = \"/d\"\n}\n}\n}", "It is the label of the block: write mount \"/data\" {"},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nstorage {\nmount \"/d\" {\nvolume = \"d\"\nmountPath = \"/d\"\n}\n}\n}", "It is the label of the block: write mount \"/data\" {"},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nenvironment {\nsecret_key \"A\" {\nsecret = \"s\"\nkey = \"k\"\nname = \"s\"\n}\n}\n}", "It is called secret here: write secret = "},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nenvironment {\nconfig_map_key \"A\" {\nconfig_map = \"s\"\nkey = \"k\"\nname = \"s\"\n}\n}\n}", "It is called config_map here: write config_map = "},
		{"Deployment", "container \"a\" {\nimage = \"a:1\"\nport \"http\" {\ncontainer_port = 1\nport = 1\n}\n}", "It is called container_port here: "},
		{"Deployment", "service \"a\" {\nkind = \"b\"\n}", "The type of the block is the kind of its object. Remove kind."},
	} {
		if got := problems(t, c.kind, c.line+"\n"); !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %s\nwant %s", c.line, got, c.want)
		}
	}
}

// What stands at the top of a file, or in a block of another kind than a workload, is led to
// where people mean it.
func TestHintsOutsideWorkloads(t *testing.T) {
	t.Chdir(t.TempDir())
	for source, want := range map[string]string{
		"lifecycle {\n}\n":                                  "Move it to the block workload: lifecycle {",
		"policy \"a\" {\n}\n":                               "Did you mean \"network_policy\"?",
		"claim \"a\" {\n}\n":                                "Did you mean \"volume_claim\"?",
		"map \"a\" {\n}\n":                                  "Did you mean \"config_map\"?",
		"binding \"a\" {\n}\n":                              "Did you mean \"role_binding\"?",
		"volume \"a\" {\n}\n":                               "Move it to the block workload: volume \"web\" {",
		"role \"a\" {\n}\n":                                 "Move it to the block workload > service_account: role \"web\" {",
		"replicas {\n}\n":                                   "Move it to the block workload: replicas = 2.",
		"policy = \"a\"\n":                                  "Move it to the block workload > advanced > dns: policy = \"Default\".",
		"secrets \"a\" {\n}\n":                              "Did you mean \"secret\"?",
		"config_maps \"a\" {\n}\n":                          "Did you mean \"config_map\"?",
		"secret \"a\" {\nstringData = {\n}\n}\n":            "Write it in data, whose values are plain text: wl encodes them.",
		"secret \"a\" {\nstring_data {\n}\n}\n":             "Write it in data, whose values are plain text: wl encodes them.",
		"drift {\n}\n":                                      "Move it to the block stack: drift {",
		"secret \"a\" {\nworkload \"main\" {\n}\n}\n":       "Move it to the top of a file: workload \"web\" {",
		"secret \"a\" {\nvariable \"a\" {\n}\n}\n":          "Move it to the top of a file: variable ",
		"secret \"a\" {\nstorage_class = \"a\"\n}\n":        "Move it to the top of a file: storage_class ",
		"svc \"a\" {\n}\n":                                  "It is called service here: ",
		"backend \"s3\" {\n}\n":                             "wl has no backend blocks: the state is in the cluster",
		"object \"a\" {\nkind = \"Pod\"\n}\n":               "It is a field of the manifest: write manifest = { kind = … }.",
		"object \"a\" {\napi_version = \"v1\"\n}\n":         "It is a field of the manifest: write manifest = { apiVersion = … }.",
		"object \"a\" {\nstring_data = {}\n}\n":             "It is a field of the manifest: write manifest = { stringData = … }.",
		"object \"a\" {\ntype = \"Opaque\"\n}\n":            "It is a field of the manifest: write manifest = { type = … }.",
		"object \"a\" {\nrole_ref {\n}\n}\n":                "It is a field of the manifest: write manifest = { roleRef = … }.",
		"object \"a\" {\nspec {\n}\n}\n":                    "It is a field of the manifest: write manifest = { spec = … }.",
		"config_map \"a\" {\napiVersion = \"v1\"\n}\n":      "The type of the block is the kind of its object. Remove apiVersion.",
		"workload \"main\" {\nkind = \"Pod\"\n}\n":          "Write \"Deployment\", or \"Job\" for a program that completes",
		"workload \"main\" {\nkind = \"ReplicaSet\"\n}\n":   "Write \"Deployment\".",
		"workload \"main\" {\nkind = \"deployments\"\n}\n":  "Did you mean \"Deployment\"?",
		"workload \"main\" {\nkind = \"Statefullset\"\n}\n": "Did you mean \"StatefulSet\"?",
	} {
		if err := os.WriteFile("a.wl.hcl", []byte("stack \"shop\" {\n}\n"+source), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := Compile(t.Context(), ".", Options{}).Diagnostics; !slices.ContainsFunc(got, func(d *hcl.Diagnostic) bool { return strings.Contains(d.Detail, want) }) {
			t.Errorf("%s: %v\nwant %s", source, got, want)
		}
	}
}

// So is what stands there in JSON.
func TestHintsInJSON(t *testing.T) {
	for source, want := range map[string]string{
		`"policy": {"a": {}}`:       `Did you mean "network_policy"?`,
		`"class": {"a": {}}`:        `Did you mean "storage_class"?`,
		`"cluster_role": {"a": {}}`: "Move it to the block workload > service_account: cluster_role",
		`"policy": "Default"`:       "Move it to the block workload > advanced > dns: policy = ",
		`"policies": [{"a": {}}]`:   "It takes stack, ",
	} {
		files := fstest.MapFS{"a.wl.hcl.json": {Data: []byte(`{"stack": {"shop": {}}, ` + source + `}`)}}
		if got := Compile(t.Context(), ".", Options{Files: files}).Diagnostics; len(got) != 1 || !strings.Contains(got[0].Detail, want) {
			t.Errorf("%s: %v\nwant %s", source, got, want)
		}
	}
}

// within puts a line of a workload into blocks of it.
func within(line, place string) string {
	outer, _ := table.Root().Block("workload")
	text, ends := "", ""
	for _, name := range strings.Split(place, " > ")[1:] {
		inner, _ := outer.Block(name)
		if inner.Label != nil {
			name += ` "main"`
		}
		text, ends, outer = text+name+" {\n", "\n}"+ends, inner
	}
	return text + strings.NewReplacer("{ ", "{\n", " }", "\n}").Replace(line) + ends + "\n"
}

// problems are the errors of a workload with such a line.
func problems(t *testing.T, kind, line string) string {
	t.Helper()
	src := fmt.Sprintf("stack \"shop\" {\n}\nworkload \"main\" {\nkind = %q\n%s}\n", kind, line)
	if err := os.WriteFile("a.wl.hcl", []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, d := range Compile(t.Context(), ".", Options{}).Diagnostics {
		if strings.HasPrefix(d.Summary, "Unsupported") || strings.HasPrefix(d.Summary, "Not for") {
			said = append(said, d.Summary+": "+d.Detail)
		}
	}
	return strings.Join(said, "\n")
}
