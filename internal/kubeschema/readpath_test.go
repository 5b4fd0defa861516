package kubeschema_test

import (
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/kubeschema"
)

func TestReadPath(t *testing.T) {
	for path, want := range map[string]string{
		"spec.replicas": "spec.replicas",
		`spec.template.spec.containers[name="nginx"].image`:                              `spec.template.spec.containers[name="nginx"].image`,
		`spec.template.spec.containers[name=nginx].env[name=A]`:                          `spec.template.spec.containers[name="nginx"].env[name="A"]`,
		`spec.template.spec.containers[name=nginx].ports[containerPort=80].hostPort`:     `spec.template.spec.containers[name="nginx"].ports[containerPort=80,protocol="TCP"].hostPort`,
		`spec.template.spec.containers[name=nginx].ports[containerPort=53,protocol=UDP]`: `spec.template.spec.containers[name="nginx"].ports[containerPort=53,protocol="UDP"]`,
		`metadata.annotations["example.com/note"]`:                                       `metadata.annotations["example.com/note"]`,
		`metadata.annotations[example.com/note]`:                                         `metadata.annotations["example.com/note"]`,
		"metadata.labels.team":                                                           "metadata.labels.team",
		"metadata.finalizers[=example.com/hold]":                                         `metadata.finalizers[="example.com/hold"]`,
		"spec.template.spec.nodeSelector":                                                "spec.template.spec.nodeSelector",
		"spec.template.spec.containers[name=nginx].resources.limits.cpu":                 `spec.template.spec.containers[name="nginx"].resources.limits.cpu`,
	} {
		got, err := kubeschema.ReadPath("apps/v1", "Deployment", path)
		if err != nil || got.String() != want {
			t.Errorf("%s is %s, %v", path, got, err)
		}
	}
	for path, want := range map[string]string{
		"":                                       "a field's name is missing",
		"spec.":                                  "a field's name is missing",
		"spec..x":                                "a field's name is missing",
		"replicas":                               `Kubernetes has no field "replicas" at the object's root; did you mean "spec.replicas"?`,
		"spec.replica":                           `Kubernetes has no field "replica" in spec; did you mean "replicas"?`,
		"serviceName.x":                          `Kubernetes has no field "serviceName" at the object's root`,
		"spec.replicas.x":                        "spec.replicas has no fields of its own",
		"spec.template.spec.nodeSelector.disk":   "the server treats spec.template.spec.nodeSelector as one value; name spec.template.spec.nodeSelector itself",
		"spec.template.spec.containers[0].image": "spec.template.spec.containers is a list; name an item of it, such as spec.template.spec.containers[name=…]",
		"spec.template.spec.containers.nginx":    "spec.template.spec.containers is a list; name an item of it, such as spec.template.spec.containers[name=…]",
		"spec.template.spec.containers[image=x]": "an item of spec.template.spec.containers is named by its name, such as spec.template.spec.containers[name=…]",
		"spec.template.spec.containers[name=x,image=y]":    "an item of spec.template.spec.containers is named by its name alone, such as spec.template.spec.containers[name=…]",
		"spec.template.spec.containers[name=x].command[0]": `the server treats spec.template.spec.containers[name="x"].command as one value`,
		"spec.template.spec.containers[name=x":             `"[name=x" has no closing bracket`,
		`metadata.labels["x`:                               "has no closing bracket",
	} {
		if _, err := kubeschema.ReadPath("apps/v1", "Deployment", path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// What is written can be read, for every field of an object.
func TestReadPathReadsPathsOfFields(t *testing.T) {
	content := parse(t, deployment)
	set, err := kubeschema.FieldsOf(content)
	if err != nil {
		t.Fatal(err)
	}
	for p := range kubeschema.Paths(set) {
		if read, err := kubeschema.ReadPath("apps/v1", "Deployment", p.String()); err != nil || read != p {
			t.Errorf("%s is read as %s, %v", p, read, err)
		}
	}
}

// A kind may have none of the fields that most have.
func TestReadPathOfOddKinds(t *testing.T) {
	if _, err := kubeschema.ReadPath("v1", "ConfigMap", "spec.replicas"); err == nil || err.Error() != `Kubernetes has no field "spec" at the object's root` {
		t.Error(err)
	}
}

func TestReadPathOfUnknownKinds(t *testing.T) {
	if p, err := kubeschema.ReadPath("example.com/v1", "Widget", "spec.size.height"); err != nil || p.String() != "spec.size.height" {
		t.Errorf("%v, %v", p, err)
	}
}

// How the server merges the lists of a kind that is not known is not known either: a part of one
// cannot be left to others.
func TestReadPathIntoListsOfUnknownKinds(t *testing.T) {
	for path, list := range map[string]string{
		"spec.ports[0].name":                    "spec.ports",
		`spec.ports[port=80,protocol=TCP].name`: "spec.ports",
		"spec.a.tags[=x]":                       "spec.a.tags",
		`spec["a.b"][1]`:                        `spec["a.b"]`,
	} {
		if p, err := kubeschema.ReadPath("example.com/v1", "Widget", path); err == nil || !strings.Contains(err.Error(), "takes each as one value; name "+list+" itself") {
			t.Errorf("%s: %v, %v", path, p, err)
		}
	}
	for path, want := range map[string]string{
		"spec.ports": "spec.ports", `spec.sizes["0"].height`: "spec.sizes.0.height",
		"metadata.annotations[example.com/note]": `metadata.annotations["example.com/note"]`,
	} {
		if p, err := kubeschema.ReadPath("example.com/v1", "Widget", path); err != nil || p.String() != want {
			t.Errorf("%s: %v, %v", path, p, err)
		}
	}
}

func FuzzReadPath(f *testing.F) {
	for _, seed := range []string{"spec.replicas", `metadata.annotations["a/b"]`, "spec.template.spec.containers[name=x].ports[containerPort=80]", "[[", `["`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if p, err := kubeschema.ReadPath("apps/v1", "Deployment", path); err == nil {
			if again, err := kubeschema.ReadPath("apps/v1", "Deployment", p.String()); err != nil || again != p {
				t.Errorf("%q is written as %q, which is read as %v, %v", path, p, again, err)
			}
		}
	})
}
