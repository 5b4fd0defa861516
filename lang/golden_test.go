package lang

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/rogpeppe/go-internal/txtar"
	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/object"
)

var update = flag.Bool("update", false, "write the golden parts of testdata anew")

// The golden parts of an archive; everything else in it is input.
const (
	goldenObjects     = "want/objects.yaml"
	goldenOutputs     = "want/outputs.yaml"
	goldenDiagnostics = "want/diagnostics.txt"
	goldenRollout     = "want/rollout.txt"
)

// Each archive of testdata/compile is a directory of input and what it
// compiles to. Lines of its comment give options: "var: name=value",
// "var-file: name", "env: NAME=value".
func TestCompile(t *testing.T) {
	archives, err := filepath.Glob("testdata/compile/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			file, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(extract(t, archive))
			compareGolden(t, file, archive, golden(Compile(t.Context(), ".", optionsOf(string(archive.Comment)))))
		})
	}
}

func extract(t *testing.T, a *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "want/") {
			continue
		}
		at := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func optionsOf(comment string) Options {
	var o Options
	for line := range strings.SplitSeq(comment, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "var":
			name, value, _ := strings.Cut(value, "=")
			o.Variables = append(o.Variables, VariableArgument{Name: name, Value: value})
		case "var-file":
			o.Variables = append(o.Variables, VariableArgument{File: value})
		case "env":
			o.Environment = append(o.Environment, value)
		}
	}
	return o
}

// golden writes a compilation as text.
func golden(c *Compilation) map[string]string {
	parts := map[string]string{}
	var objects, outputs, diagnostics strings.Builder
	for _, d := range c.Diagnostics {
		fmt.Fprintln(&diagnostics, diagnosticLine(d))
	}
	if c.Stack != nil && !c.Diagnostics.HasErrors() {
		parts[goldenRollout] = rolloutText(c.Stack.Rollout)
		for _, cluster := range c.Stack.Clusters {
			writeCluster(&objects, &cluster)
			for _, o := range cluster.Outputs {
				fmt.Fprintf(&outputs, "%s: %s = %v (sensitive: %t)\n", cluster.Name, o.Name, o.Value, o.Sensitive)
			}
		}
	}
	parts[goldenObjects], parts[goldenOutputs], parts[goldenDiagnostics] = objects.String(), outputs.String(), diagnostics.String()
	return parts
}

func diagnosticLine(d *hcl.Diagnostic) string {
	severity := map[hcl.DiagnosticSeverity]string{hcl.DiagError: "error", hcl.DiagWarning: "warning"}[d.Severity]
	place := ""
	if d.Subject != nil {
		place = fmt.Sprintf("%s:%d:%d-%d:%d: ", d.Subject.Filename, d.Subject.Start.Line, d.Subject.Start.Column, d.Subject.End.Line, d.Subject.End.Column)
	}
	return fmt.Sprintf("%s%s: %s: %s", place, severity, d.Summary, d.Detail)
}

// rolloutText writes what a rollout has beside what to do when it fails.
func rolloutText(r Rollout) string {
	if len(r.Waves) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "home %s, on failure %s\n", r.Home, r.OnFailure)
	for _, w := range r.Waves {
		fmt.Fprintf(&b, "wave %s (%s) of %v: %d at a time, %d may fail, skips the unreachable %t, soaks %s\n", w.Name, w.Origin, w.Clusters, w.MaxConcurrent, w.MaxFailures, w.SkipUnreachable, w.Soak)
		for _, c := range w.Checks {
			fmt.Fprintf(&b, "  check %s: %s\n", c.Name, c.Workload)
		}
		for _, a := range w.Analyses {
			fmt.Fprintf(&b, "  analysis %s at %s: %d every %s, %d may fail, %d may err\n", a.Name, a.Address, a.Count, a.Interval, a.FailureLimit, a.ErrorLimit)
			if a.BearerToken != "" {
				fmt.Fprintf(&b, "    with the token %s\n", a.BearerToken)
			}
			fmt.Fprintf(&b, "    success %q, failure %q (given %t)\n", a.Success.Text, a.Failure.Text, a.Failure.Given())
			for _, name := range w.Clusters {
				fmt.Fprintf(&b, "    %s: %s\n", name, a.Queries[name])
			}
		}
		if w.Approval != nil {
			fmt.Fprintf(&b, "  approval %+v\n", *w.Approval)
		}
	}
	for _, w := range r.Windows {
		fmt.Fprintf(&b, "window %+v\n", w)
	}
	for _, n := range r.Notify {
		fmt.Fprintf(&b, "notify %+v\n", n)
	}
	return b.String()
}

func writeCluster(b *strings.Builder, c *Cluster) {
	fmt.Fprintf(b, "# cluster %s (context %q, labels %v)\n", c.Name, c.Context, c.Labels)
	for _, m := range slices.Concat(c.Objects, c.Checks) {
		if slices.ContainsFunc(c.Checks, func(check object.Manifest) bool { return check.Ref == m.Ref }) {
			fmt.Fprintf(b, "# run by checks\n")
		}
		content, err := yaml.Marshal(m.Content)
		if err != nil {
			content = []byte(err.Error())
		}
		fmt.Fprintf(b, "---\n# %s (%s)\n", m.Address, m.Origin)
		for _, d := range m.DependsOn {
			fmt.Fprintf(b, "# after %s\n", d)
		}
		for _, s := range slices.SortedFunc(slices.Values(m.Sensitive), object.Path.Compare) {
			fmt.Fprintf(b, "# sensitive: %s\n", s)
		}
		if l := m.Lifecycle; l.NoWait || l.Ready != nil {
			fmt.Fprintf(b, "# wait %t, ready %+v\n", !l.NoWait, l.Ready)
		}
		if m.Lifecycle.RunsAlways {
			fmt.Fprintf(b, "# runs in every apply\n")
		}
		if l := m.Lifecycle; l.PreventDestroy || l.Adopt || len(l.IgnoreFields) > 0 {
			fmt.Fprintf(b, "# lifecycle (%s): prevent_destroy %t, adopt %t, ignore_fields %q\n", l.Origin, l.PreventDestroy, l.Adopt, l.IgnoreFields)
		}
		b.Write(content)
	}
}

func compareGolden(t *testing.T, file string, a *txtar.Archive, got map[string]string) {
	t.Helper()
	if *update {
		a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want/") })
		for _, name := range []string{goldenObjects, goldenOutputs, goldenRollout, goldenDiagnostics} {
			if got[name] != "" {
				a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(got[name])})
			}
		}
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := map[string]string{}
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "want/") {
			want[f.Name] = string(f.Data)
		}
	}
	for _, name := range []string{goldenObjects, goldenOutputs, goldenRollout, goldenDiagnostics} {
		if diff := cmp.Diff(want[name], got[name]); diff != "" {
			t.Errorf("%s differs (-want +got); go test ./lang -update writes it anew:\n%s", name, diff)
		}
	}
}
