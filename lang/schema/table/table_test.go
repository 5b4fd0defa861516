package table

import (
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"

	"github.com/workloadlang/wl/lang/schema"
)

var snakeCase = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

// Every row must be complete: explanations and the reference are made of it.
func TestRowsAreComplete(t *testing.T) {
	all := slices.Collect(Root().All())
	all = append(all, Generator(), &schema.Block{Name: "meta", Attributes: Meta(&schema.Block{Repeats: true})})
	for _, b := range all {
		if b.Parent != nil && b.Name != "meta" {
			describes(t, b.Name, b.Name, b.English, b.Chinese)
		}
		if b.Label != nil {
			describes(t, b.Name+" label", b.Label.Name, b.Label.English, b.Label.Chinese)
		}
		seen := map[string]bool{}
		for _, a := range b.Attributes {
			what := b.Name + "." + a.Name
			describes(t, what, a.Name, a.English, a.Chinese)
			if seen[a.Name] {
				t.Errorf("%s stands twice", what)
			}
			seen[a.Name] = true
			if a.Type.English == "" || a.Type.Chinese == "" {
				t.Errorf("%s has a type that is not described", what)
			}
			if a.Kinds == 0 {
				t.Errorf("%s applies to no kind", what)
			}
			limitsDescribed(t, what, slices.Concat(a.Documented, a.Kubernetes, a.Keys, a.Sizes, a.DocumentedSizes))
		}
	}
}

func describes(t *testing.T, what, name, english, chinese string) {
	t.Helper()
	if !snakeCase.MatchString(name) {
		t.Errorf("%s: the name %q is not in snake_case", what, name)
	}
	if english == "" || english[len(english)-1] != '.' {
		t.Errorf("%s: the English description %q is no sentence", what, english)
	}
	if chinese == "" || !regexp.MustCompile(`\p{Han}`).MatchString(chinese) {
		t.Errorf("%s: the Chinese description is missing", what)
	}
}

func limitsDescribed(t *testing.T, what string, limits []schema.Limit) {
	t.Helper()
	for _, l := range limits {
		if l.English == "" || l.Chinese == "" || l.Holds == nil {
			t.Errorf("%s has a limit that is not described: %+v", what, l)
			continue
		}
		l.Holds("") // also the expression of a pattern, which is compiled then
	}
}

// Explanations show how each argument is written.
func TestEveryArgumentHasAnExample(t *testing.T) {
	for b := range Root().All() {
		for _, a := range b.Attributes {
			if len(a.Examples()) == 0 && !a.Type.Raw && a.Type.Cty != Any.Cty {
				t.Errorf("%s.%s has no example", b.Path(), a.Name)
			}
			limits := slices.Concat(a.Documented, a.Kubernetes, a.Keys)
			for _, l := range limits {
				for _, e := range l.Examples {
					if !l.Holds(e) {
						t.Errorf("%s.%s: the example %v must %s", b.Path(), a.Name, e, l.English)
					}
				}
			}
		}
	}
}

func TestEverySectionHasAName(t *testing.T) {
	for b := range Root().All() {
		for _, a := range b.Attributes {
			if _, ok := schema.SectionOf(a.Section); !ok && a.Section != "" {
				t.Errorf("%s.%s stands in section %s, which has no name", b.Path(), a.Name, a.Section)
			}
		}
	}
}

// A default that breaks a limit could not be written out.
func TestDefaultsKeepToTheLimits(t *testing.T) {
	for b := range Root().All() {
		for _, a := range b.Attributes {
			for _, d := range a.Defaults {
				elements, isList := d.Value.([]any)
				if !isList {
					elements = []any{d.Value}
				}
				for _, v := range elements {
					keepsTo(t, b.Name+"."+a.Name, v, slices.Concat(a.Documented, a.Kubernetes))
				}
			}
		}
	}
}

func keepsTo(t *testing.T, what string, v any, limits []schema.Limit) {
	t.Helper()
	for _, l := range limits {
		if !l.Holds(v) {
			t.Errorf("%s: the default %v must %s", what, v, l.English)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name  string
		limit schema.Limit
		good  []any
		bad   []any
	}{
		{"documented name", documentedName(), []any{"abcd", "nginx-01", "a" + letters(62)}, []any{"abc", "1abc", "Abcd", "abc-", "a_bc", "a." + "bcd", letters(62) + "ab"}},
		{"image", imageReference(), []any{"nginx", "nginx:1.27", "a/b/c", "localhost:5000/a/b:v1", "[::1]:5000/a", "r.io/a@sha256:" + letters(32)}, []any{"", "Nginx", "nginx:", "https://r.io/a", "a//b", "a:b:c", "a@sha256:1"}},
		{"port name", portName(), []any{"http", "h2", "a-b"}, []any{"", "80", "a--b", "a-name-of-sixteen", "-a"}},
		{"label key", labelKey(), []any{"a", "a.b/c"}, []any{"", "a/b/c", "a b"}},
		{"label value", labelValue(), []any{"", "a", "A_1"}, []any{"a b", "-a"}},
		{"cpu", cpuQuantity(), []any{"0", "1m", "500m", "2"}, []any{"-1", "0.0005", "1500u"}},
		{"memory", memoryQuantity(), []any{"0", "1", "128Mi", "1e3"}, []any{"-1", "100m"}},
		{"stack name", stackName(), []any{"a", "shop-1"}, []any{"", "-a", "a-", "A", "a.b", letters(62)}},
		{"environment name", environmentName(), []any{"A", "a.b", "1"}, []any{"", "A=B"}},
		{"at most 100%", atMostPercent(100), []any{"100%", int64(500)}, []any{"101%"}},
		{"between", between(1, 3), []any{int64(1), int64(3), "name"}, []any{int64(0), int64(4)}},
		{"characters", characters(2), []any{"中文"}, []any{"abc"}},
		{"inner path", innerPath(), []any{"a", "a/b..c"}, []any{"", "/a", "a/../b"}},
		{"mount path", mountPath(), []any{"/", "/a b"}, []any{"", "a", "/a:b"}},
		{"host path", hostPath(), []any{"/", "/var/log"}, []any{"a", "/a/../b"}},
		{"exactly", exactly(1), []any{int64(1)}, []any{int64(0), int64(2)}},
		{"Pod field", podField(), []any{"metadata.name", "metadata.labels['a.b/c']"}, []any{"spec.replicas", "metadata.labels"}},
		{"capability", capability(), []any{"ALL", "NET_ADMIN", "net_admin"}, []any{""}},
		{"at most", atMost(3), []any{int64(0), int64(3)}, []any{int64(4)}},
		{"search domain", searchDomain(), []any{".", "svc.cluster.local", "_tcp.a."}, []any{"", "a..b", "A"}},
		{"cron", cronExpression(), []any{"*/5 * * * *", "@daily", "0 9 * * MON-FRI"}, []any{"", "* * * * * *", "TZ=UTC 0 0 * * *", "TZ=UTC", "60 * * * *"}},
		{"time zone", timeZone(), []any{"UTC", "Asia/Shanghai"}, []any{"", "Local", "Mars/Base"}},
		{"IP address", ipAddress(), []any{"10.0.0.1", "fd00::1"}, []any{"10.0.0", "a"}},
	} {
		for _, v := range c.good {
			if !c.limit.Holds(v) {
				t.Errorf("%s: %v is refused", c.name, v)
			}
		}
		for _, v := range c.bad {
			if c.limit.Holds(v) {
				t.Errorf("%s: %v is accepted", c.name, v)
			}
		}
	}
}

func letters(n int) string { return strings.Repeat("a", n) }

// A reading leads to a row, and is not the name of one beside it.
func TestReadingsAreOfRows(t *testing.T) {
	rows, beside := map[string]bool{}, map[string]bool{}
	for b := range Root().All() {
		for _, a := range b.Attributes {
			rows[strings.TrimPrefix(b.Path()+"."+a.Name, ".")] = true
		}
		for _, n := range b.Blocks {
			rows[n.Path()] = true
		}
	}
	for path, names := range readings() {
		if !rows[path] {
			t.Errorf("there is no row %s", path)
		}
		outer := path[:max(0, strings.LastIndex(path, "."))]
		for _, name := range names {
			at := strings.TrimPrefix(outer+"."+name, ".")
			if rows[at] || beside[at] {
				t.Errorf("%s is a row, or leads to two", at)
			}
			beside[at] = true
		}
	}
}

// Samples are HCL as they stand, where an ellipsis is nothing within braces and any value after
// an equals sign; and what they have is in the table.
func TestSamplesAreHCL(t *testing.T) {
	complete := strings.NewReplacer("{ … }", "{ }", "= …", `= "…"`)
	for b := range Root().All() {
		for _, n := range b.Blocks {
			text := n.Sample()
			file, diags := hclsyntax.ParseConfig([]byte(complete.Replace(text)+"\n"), "sample", hcl.InitialPos)
			if diags.HasErrors() {
				t.Errorf("%s: %s: %v", n.Path(), text, diags)
				continue
			}
			for _, block := range file.Body.(*hclsyntax.Body).Blocks {
				for name := range block.Body.Attributes {
					if _, is := n.Attribute(name); !is && !slices.ContainsFunc(n.Blocks, func(o *schema.Block) bool { return o.Form == schema.Object && o.Name == name }) {
						t.Errorf("%s: %s: there is no %s", n.Path(), text, name)
					}
				}
			}
		}
	}
}

// A number is limited as far as its field is wide: all rows whose limit is that of 32 bits are
// about fields of Kubernetes' own types that hold no more, or of which the server takes no more.
func TestWidthsOfNumbers(t *testing.T) {
	widths := make(map[string]map[reflect.Kind]bool)
	for _, of := range []any{appsv1.DaemonSetSpec{}, batchv1.CronJobSpec{}} {
		fieldWidths(reflect.TypeOf(of), widths, make(map[reflect.Type]bool))
	}
	narrower := []string{"runAsUser", "runAsGroup", "fsGroup", "supplementalGroups", "defaultUser", "user"} // IDs, of which the server takes 31 bits
	for b := range Root().All() {
		for _, a := range b.Attributes {
			if len(a.Places) == 0 || a.Type.Cty != Int.Cty {
				continue
			}
			path := a.Places[0].Path
			name, _ := path.Field.Last().Field()
			kinds := widths[name]
			ofPod := path.Base == schema.Pod && name == "activeDeadlineSeconds"
			wide := len(kinds) == 1 && kinds[reflect.Int64] && !slices.Contains(narrower, name) && !ofPod
			if i := slices.IndexFunc(a.Kubernetes, func(l schema.Limit) bool { return l.Most == math.MaxInt32 }); wide && i >= 0 {
				t.Errorf("%s.%s has 64 bits and is limited to 32: use atLeastOf64", b.Path(), a.Name)
			}
		}
	}
}

// fieldWidths finds the numbers in a type of Kubernetes, by their names in JSON.
func fieldWidths(of reflect.Type, widths map[string]map[reflect.Kind]bool, seen map[reflect.Type]bool) {
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct || seen[of] {
		return
	}
	seen[of] = true
	for f := range of.Fields() {
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if k := inner.Kind(); k == reflect.Int32 || k == reflect.Int64 {
			if widths[name] == nil {
				widths[name] = make(map[reflect.Kind]bool)
			}
			widths[name][k] = true
		}
		fieldWidths(f.Type, widths, seen)
	}
}
