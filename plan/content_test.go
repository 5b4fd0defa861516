package plan

import "testing"

func TestDataKey(t *testing.T) {
	for path, want := range map[string]string{
		"data.level": "level", `data["nginx.conf"]`: "nginx.conf", `binaryData["a\"b"]`: `a"b`, "binaryData.logo": "logo",
		"data": "", "database.level": "", "metadata.labels.data": "", `data["open`: "", "immutable": "",
	} {
		if key, ok := dataKey(path); key != want || ok != (want != "") {
			t.Errorf("%s: %q, %v; want %q", path, key, ok, want)
		}
	}
}

// What no change of the plan explains is said.
func TestHashNote(t *testing.T) {
	const (
		added     = "from now on, its Pods restart when a ConfigMap or Secret that they read changes"
		gone      = "its Pods no longer read any of the stack's ConfigMaps and Secrets"
		keyed     = "the state has a new key, so whether Secrets have changed is not known"
		version   = "the digest of what its Pods read was computed by another version of wl"
		configMap = "ConfigMaps that its Pods read have changed since the last apply"
		secret    = "Secrets that its Pods read have changed since the last apply"
	)
	for _, c := range []struct {
		before, after     string
		explained, newKey bool
		want              string
	}{
		{"", "1-a", false, false, added},
		{"", "1-a-b", true, true, added},
		{"1-a", "", false, false, gone},
		{"1-a", "1-b", true, false, ""},
		{"1-a", "1-b", false, false, configMap},
		{"1-a", "1-b", false, true, configMap},
		{"1-a-b", "1-a-c", true, false, ""},
		{"1-a-b", "1-a-c", false, false, secret},
		{"1-a-b", "1-a-c", false, true, keyed},
		{"1-a-b", "1-c-d", true, true, keyed},
		{"1-a", "1-a-b", false, true, secret},
		{"0-a", "1-b", false, false, version},
	} {
		if got := hashNote(c.before, c.after, c.explained, c.newKey); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
