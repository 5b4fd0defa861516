package lang

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// source writes the whole configuration.
func (c *formCase) source(kind, limits string) string {
	if c.File != "" {
		return strings.ReplaceAll(c.File, "${kind}", kind)
	}
	container, workload, service := c.Container, c.Workload, c.Service
	if !strings.Contains(container, "image ") {
		container = "image = \"nginx:1.27\"\n" + container
	}
	if !strings.Contains(workload, `container "`) {
		workload += "\ncontainer \"main\" {\n" + container + "\n}\n"
	}
	if kind == "CronJob" && !strings.Contains(workload, "schedule {") {
		workload += "schedule {\nschedule = \"@daily\"\n}\n"
	}
	if service != "" {
		if !strings.Contains(service, `port "`) && !strings.Contains(service, "port {") {
			service += "\nport \"http\" {\nport = 80\n}\n"
		}
		workload += "service \"main-svc\" {\n" + service + "\n}\n"
	}
	return fmt.Sprintf("stack \"form\" {\nlimits = %q\n%s\n}\n%s\nworkload \"form-row\" {\nkind = %q\n%s\nadvanced {\n%s\n}\n}\n",
		limits, c.Stack, c.Top, kind, workload, c.Advanced)
}

// compile compiles the case alone in the working directory.
func (c *formCase) compile(t *testing.T, kind, limits string) *Compilation {
	t.Helper()
	if err := os.WriteFile("form.wl.hcl", []byte(c.source(kind, limits)), 0o600); err != nil {
		t.Fatal(err)
	}
	return Compile(t.Context(), ".", Options{})
}

// kinds are those of the row's that the case is for.
func (c *formCase) kinds(r *formRow) []string {
	return (c.Kinds.set() & r.Kinds.set()).Names()
}

// accepted compiles a case and compares the fields it must become.
func (c *formCase) accepted(t *testing.T, kind, limits string, want formFields) {
	t.Helper()
	result := c.compile(t, kind, limits)
	if result.Diagnostics.HasErrors() {
		t.Errorf("%s\n%v", c.source(kind, limits), result.Diagnostics)
		return
	}
	fields := want.within(kind)
	for at, value := range fields {
		if got, wanted := asJSON(t, fieldOf(result, at)), asJSON(t, value); got != wanted {
			t.Errorf("%s\n%s of the %s is %s, want %s", c.source(kind, limits), at.path, at.kind, got, wanted)
		}
	}
	if len(fields) == 0 && want != nil {
		t.Errorf("%s\nno field is said for a %s", c.source(kind, limits), kind)
	}
}

// fieldOf looks a place up in the first cluster that has such an object.
func fieldOf(c *Compilation, at formPlace) any {
	for _, cluster := range c.Stack.Clusters {
		for _, m := range cluster.Objects {
			if m.Ref.Kind != at.kind {
				continue
			}
			if at.path == object.PathOf("cluster") {
				return cluster.Name
			}
			v, _ := at.path.At(m.Content)
			return v
		}
	}
	return nil
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// limited compiles what a limit does not allow, or warns of.
func (c *formCase) limited(t *testing.T, kind string) {
	t.Helper()
	result := c.compile(t, kind, "documented")
	if c.Warning != "" {
		if result.Diagnostics.HasErrors() || !saysOnLine(result.Diagnostics, hcl.DiagWarning, c.Warning) {
			t.Errorf("%s\nthe warning %q did not come alone: %v", c.source(kind, "documented"), c.Warning, result.Diagnostics)
		}
		return
	}
	errors := errorsOf(result.Diagnostics)
	if c.Error == "" || len(errors) != 1 || !saysOnLine(errors, hcl.DiagError, c.Error) {
		t.Errorf("%s\nthe error %q did not come alone: %v", c.source(kind, "documented"), c.Error, errors)
	}
	if named := strings.Contains(errors.Error(), `set limits = "kubernetes"`); named != (c.Kubernetes != nil) {
		t.Errorf("%s\nthe error names the way out: %t; there is one: %t", c.source(kind, "documented"), named, c.Kubernetes != nil)
	}
	if c.Kubernetes != nil {
		c.accepted(t, kind, "kubernetes", c.Kubernetes)
	}
}

// elsewhere compiles a case in a kind that its row does not apply to.
func (c *formCase) elsewhere(t *testing.T, kind string, applies schema.Kinds) {
	t.Helper()
	want := fmt.Sprintf("does not apply to a %s; it applies to %s workloads.", kind, applies)
	if result := c.compile(t, kind, "documented"); !saysOnLine(result.Diagnostics, hcl.DiagError, want) {
		t.Errorf("%s\nno error %q: %v", c.source(kind, "documented"), want, result.Diagnostics)
	}
}

func errorsOf(diags hcl.Diagnostics) hcl.Diagnostics {
	return slices.DeleteFunc(slices.Clone(diags), func(d *hcl.Diagnostic) bool { return d.Severity != hcl.DiagError })
}

func saysOnLine(diags hcl.Diagnostics, severity hcl.DiagnosticSeverity, text string) bool {
	return slices.ContainsFunc(diags, func(d *hcl.Diagnostic) bool {
		return d.Severity == severity && d.Subject != nil && strings.Contains(d.Summary+": "+d.Detail, text)
	})
}
