package table

import (
	"encoding/base64"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// pattern is a limit that a regular expression decides. It is compiled when it is first
// needed: most of the table's rows do not stand in a given configuration.
func pattern(expression, english, chinese string, examples ...any) schema.Limit {
	re := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:` + expression + `)$`) })
	return schema.Limit{English: english, Chinese: chinese, Examples: examples, Holds: func(v any) bool {
		s, ok := v.(string)
		return !ok || re().MatchString(s)
	}}
}

// format is a limit that one of Kubernetes' own validation functions decides.
func format(check func(string) []string, english, chinese string, examples ...any) schema.Limit {
	return schema.Limit{English: english, Chinese: chinese, Examples: examples, Holds: func(v any) bool {
		s, ok := v.(string)
		return !ok || len(check(s)) == 0
	}}
}

// documentedName is the rule for workloads, containers and services.
func documentedName() schema.Limit {
	return pattern(`[a-z][a-z0-9-]{2,61}[a-z0-9]`,
		"have 4 to 63 characters of a-z, 0-9 and -, begin with a letter and end with a letter or digit",
		"为 4 到 63 个字符，只含小写英文字母、数字和中划线（-），以小写英文字母开头，以小写英文字母或数字结尾", "web-01")
}

func dnsLabel() schema.Limit {
	return format(validation.IsDNS1123Label,
		"have 1 to 63 characters of a-z, 0-9 and -, and begin and end with a letter or digit",
		"为 1 到 63 个字符，只含小写英文字母、数字和中划线（-），以小写英文字母或数字开头和结尾", "web")
}

func objectName() schema.Limit {
	return format(validation.IsDNS1123Subdomain,
		"have 1 to 253 characters of a-z, 0-9, - and ., and begin and end with a letter or digit",
		"为 1 到 253 个字符，只含小写英文字母、数字、中划线（-）和点（.），以小写英文字母或数字开头和结尾", "web")
}

// apiGroup is one of an object that is referred to, which may be in the core group.
func apiGroup() schema.Limit {
	return format(func(s string) []string {
		if s == "" {
			return nil
		}
		return validation.IsDNS1123Subdomain(s)
	}, `be an API group, or "", the core group`, `为 API 组，或核心组 ""`, "example.com")
}

// stackName is shorter than Kubernetes allows: the field manager, which has
// the stack's name and its namespace's in it, ends at 128 bytes.
func stackName() schema.Limit {
	return pattern(`[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?`,
		"have 1 to 50 characters of a-z, 0-9 and -, and begin and end with a letter or digit",
		"为 1 到 50 个字符，只含小写英文字母、数字和中划线（-），以小写英文字母或数字开头和结尾", "shop")
}

func identifier() schema.Limit {
	return pattern(`[A-Za-z_][A-Za-z0-9_-]*`,
		"begin with a letter or _ and contain only letters, digits, _ and -",
		"以字母或下划线开头，只含字母、数字、下划线和中划线", "prod-eu")
}

func portName() schema.Limit {
	return format(validation.IsValidPortName,
		"have 1 to 15 characters of a-z, 0-9 and single -, with at least one letter, and begin and end with a letter or digit",
		"为 1 到 15 个字符，只含小写英文字母、数字和不连续的中划线，至少一个字母，以字母或数字开头和结尾", "http")
}

func labelKey() schema.Limit {
	return format(validation.IsQualifiedName,
		`be a label key: up to 63 letters, digits, -, _ and ., optionally after a DNS prefix and a slash ("example.com/team")`,
		`为标签键：最多 63 个字母、数字、-、_ 和 .，可带 DNS 前缀和斜杠（"example.com/team"）`, "example.com/team")
}

func annotationKey() schema.Limit {
	return format(func(s string) []string { return validation.IsQualifiedName(strings.ToLower(s)) },
		`be an annotation key: up to 63 letters, digits, -, _ and ., optionally after a DNS prefix and a slash ("example.com/team")`,
		`为注解键：最多 63 个字母、数字、-、_ 和 .，可带 DNS 前缀和斜杠（"example.com/team"）`, "example.com/owner")
}

func labelValue() schema.Limit {
	return format(validation.IsValidLabelValue,
		"be a label value: up to 63 letters, digits, -, _ and ., beginning and ending with a letter or digit, or empty",
		"为标签值：最多 63 个字母、数字、-、_ 和 .，以字母或数字开头和结尾，或为空", "web")
}

func environmentName() schema.Limit {
	return format(validation.IsRelaxedEnvVarName,
		`be the name of an environment variable: printable ASCII characters without "="`,
		`为环境变量名：可打印的 ASCII 字符，不含 "="`, "LOG_LEVEL")
}

func headerName() schema.Limit {
	return format(validation.IsHTTPHeaderName, "be the name of an HTTP header", "为 HTTP 请求头名称", "X-Probe")
}

func configKey() schema.Limit {
	return format(validation.IsConfigMapKey,
		"be a key: up to 253 letters, digits, -, _ and .",
		"为键：最多 253 个字母、数字、-、_ 和 .", "app.conf")
}

func imageReference() schema.Limit {
	const (
		host = `(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?`
		part = `[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`
		tag  = `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`
		hash = `[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}`
	)
	return pattern(`(?:`+host+`/)?`+part+`(?:/`+part+`)*(?::`+tag+`)?(?:@`+hash+`)?`,
		`be an image reference in lower case, such as "nginx:1.27" or "registry.example.com/team/app@sha256:…"`,
		`为小写的镜像引用，例如 "nginx:1.27" 或 "registry.example.com/team/app@sha256:…"`, "nginx:1.28")
}

func ipAddress() schema.Limit {
	return schema.Limit{Examples: []any{"10.0.0.10"}, English: "be an IP address", Chinese: "为 IP 地址", Holds: func(v any) bool {
		s, ok := v.(string)
		_, err := netip.ParseAddr(s)
		return !ok || err == nil
	}}
}

// cidr is a range of addresses.
func cidr() schema.Limit {
	return schema.Limit{Examples: []any{"10.0.0.0/8"}, English: `be a range of IP addresses such as "10.0.0.0/8"`, Chinese: `为 IP 地址段，例如 "10.0.0.0/8"`, Holds: func(v any) bool {
		s, ok := v.(string)
		_, err := netip.ParsePrefix(s)
		return !ok || err == nil
	}}
}

// hostName is a name of DNS, with or without the dot at its end.
func hostName() schema.Limit {
	return format(func(s string) []string { return validation.IsDNS1123Subdomain(strings.TrimSuffix(s, ".")) },
		"be a DNS name of a-z, 0-9, - and .", "为 DNS 名称，只含小写英文字母、数字、中划线（-）和点（.）", "www.example.com")
}

// appProtocol is a protocol of IANA's, or one with a domain before it.
func appProtocol() schema.Limit {
	return format(validation.IsQualifiedName, `be a protocol such as "https", or one with a domain such as "kubernetes.io/h2c"`,
		`为协议名称，例如 "https"，或带域名的 "kubernetes.io/h2c"`, "kubernetes.io/h2c")
}

// pathSegment can be a part of a path, as metrics, roles and kinds are named.
func pathSegment() schema.Limit {
	return format(content.IsPathSegmentName, `not be empty, "." or "..", and not contain "/" or "%"`, `不为空、"." 或 ".."，不含 "/" 和 "%"`, "http_requests_per_second")
}

// innerPath is a relative path that does not lead out of its directory.
func innerPath() schema.Limit {
	return schema.Limit{Examples: []any{"conf/app.conf"}, English: `be a relative path without ".."`, Chinese: `为不含 ".." 的相对路径`, Holds: func(v any) bool {
		s, ok := v.(string)
		return !ok || s != "" && !strings.HasPrefix(s, "/") && !slices.Contains(strings.Split(s, "/"), "..")
	}}
}

// hostPath is an absolute path, of Linux or of Windows.
func hostPath() schema.Limit {
	drive := regexp.MustCompile(`^[A-Za-z]:[/\\]`)
	return schema.Limit{Examples: []any{"/var/log"}, English: `begin with "/" and not contain "..", or be such a path of Windows`, Chinese: `以 "/" 开头，不含 ".."，或为此类 Windows 路径`, Holds: func(v any) bool {
		s, ok := v.(string)
		return !ok || (strings.HasPrefix(s, "/") || drive.MatchString(s)) && !slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '\\' }), "..")
	}}
}

func notEmpty() schema.Limit { return pattern(`.+`, "not be empty", "不能为空") }

func base64Text() schema.Limit {
	return schema.Limit{Examples: []any{"AAEC"}, English: "be base64 (see filebase64 and base64encode)", Chinese: "为 base64（见 filebase64 和 base64encode）", Holds: func(v any) bool {
		s, ok := v.(string)
		_, err := base64.StdEncoding.DecodeString(s)
		return !ok || err == nil
	}}
}

// notOwn keeps users' labels and annotations apart from wl's own, which tell
// what belongs to a stack.
func notOwn() schema.Limit {
	return schema.Limit{
		English: "not be one that wl sets itself: " + object.AnnotationDescription + ", or one that begins with wl/ or applyset.kubernetes.io/",
		Chinese: "避开 wl 自身设置的键：" + object.AnnotationDescription + "，或以 wl/、applyset.kubernetes.io/ 开头的键",
		Holds: func(v any) bool {
			s, _ := v.(string)
			return !object.IsOwn(s)
		},
	}
}
