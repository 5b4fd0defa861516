package outputs

import (
	"reflect"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/lang"
)

func TestOne(t *testing.T) {
	url, secret := lang.Output{Name: "url", Value: []any{"http://a"}}, lang.Output{Name: "secret", Sensitive: true}
	same := lang.Output{Name: "url", Value: []any{"http://a"}}
	other := lang.Output{Name: "url", Value: []any{"http://b"}}
	for name, c := range map[string]struct {
		clusters []Cluster
		names    []string
		want     []lang.Output
		code     fact.Code
	}{
		"none":                      {},
		"equal":                     {clusters: []Cluster{{"a", []lang.Output{secret, url}}, {"b", []lang.Output{same}}}, want: []lang.Output{secret, url}},
		"by name":                   {clusters: []Cluster{{"a", []lang.Output{url}}, {"b", []lang.Output{secret}}}, want: []lang.Output{secret, url}},
		"differ":                    {clusters: []Cluster{{"a", []lang.Output{url}}, {"b", []lang.Output{other}}}, code: Differ},
		"differ, not asked for":     {clusters: []Cluster{{"a", []lang.Output{secret, url}}, {"b", []lang.Output{other}}}, names: []string{"secret"}, want: []lang.Output{secret, url}},
		"differ in what is secret":  {clusters: []Cluster{{"a", []lang.Output{url}}, {"b", []lang.Output{{Name: "url", Sensitive: true}}}}, names: []string{"url"}, code: Differ},
		"a cluster that has no one": {clusters: []Cluster{{"a", nil}, {"b", []lang.Output{url}}}, want: []lang.Output{url}},
	} {
		got, err := One(c.clusters, c.names...)
		if !reflect.DeepEqual(got, c.want) || code(err) != c.code {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestNamed(t *testing.T) {
	all := []lang.Output{{Name: "nothing"}, {Name: "password", Sensitive: true}, {Name: "url", Value: "http://a"}}
	for name, want := range map[string]fact.Code{"nothing": "", "url": "", "password": Sensitive, "pasword": Unknown, "": Unknown} {
		o, err := Named(name, all)
		if code(err) != want || want == "" && o.Name != name {
			t.Errorf("%q: %v, %v", name, o, err)
		}
	}
}

func code(err error) fact.Code {
	if e, is := err.(*fact.Error); is {
		return e.What.Code
	}
	return ""
}
