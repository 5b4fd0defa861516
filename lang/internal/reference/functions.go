package main

import (
	"slices"
	"strings"

	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
)

// functions writes the functions as a table, by their names.
func (w *writer) functions() string {
	all := eval.Functions(eval.Surroundings{Read: kubeyaml.NewSources()})
	var t strings.Builder
	t.WriteString(w.say("| function | gives |", "| 函数 | 结果 |") + "\n|---|---|")
	for _, f := range functions {
		var parameters []string
		spec := all[f.name]
		for _, p := range spec.Params() {
			parameters = append(parameters, p.Name)
		}
		if rest := spec.VarParam(); rest != nil {
			parameters = append(parameters, rest.Name+"…")
		}
		t.WriteString("\n| `" + f.name + "(" + strings.Join(slices.Compact(parameters), ", ") + ")` | " + cell(w.say(f.english, f.chinese)) + " |")
	}
	return t.String()
}

// functions are all functions of the language, by their names.
var functions = []struct{ name, english, chinese string }{
	{"abs", "The absolute value of a number.", "绝对值。"},
	{"alltrue", "Whether all elements of a list are true.", "列表的元素是否全部为 true。"},
	{"anytrue", "Whether any element of a list is true.", "列表中是否有元素为 true。"},
	{"base64decode", "A text decoded from base64.", "将 base64 解码为文本。"},
	{"base64encode", "A text encoded as base64.", "将文本编码为 base64。"},
	{"base64gzip", "A text, compressed by gzip, in base64.", "将文本用 gzip 压缩后编码为 base64。"},
	{"base64sha256", "The SHA-256 digest of a text, in base64.", "文本的 SHA-256 摘要，base64 格式。"},
	{"base64sha512", "The SHA-512 digest of a text, in base64.", "文本的 SHA-512 摘要，base64 格式。"},
	{"basename", "The last part of a path.", "路径的最后一部分。"},
	{"can", "Whether an expression can be evaluated without an error.", "表达式能否无错误地求值。"},
	{"ceil", "A number rounded up.", "向上取整。"},
	{"chomp", "A text without the line breaks at its end.", "去除文本末尾的换行符。"},
	{"chunklist", "A list split into lists of at most the given length.", "将列表切分为不超过给定长度的多个列表。"},
	{"cidrhost", "The address of a host in a network.", "网段中某个主机的地址。"},
	{"cidrnetmask", "The mask of an IPv4 network.", "IPv4 网段的掩码。"},
	{"cidrsubnet", "A subnet of a network.", "网段的一个子网。"},
	{"cidrsubnets", "Subnets of a network, one after the other.", "网段中依次相邻的多个子网。"},
	{"coalesce", "The first argument that is neither null nor empty.", "第一个既非 null 也非空的参数。"},
	{"coalescelist", "The first list that is not empty.", "第一个非空列表。"},
	{"compact", "A list of texts without the empty ones.", "去除列表中的空字符串。"},
	{"concat", "Several lists concatenated.", "将多个列表连接为一个。"},
	{"contains", "Whether a list or set has an element.", "列表或集合是否包含某个元素。"},
	{"csvdecode", "The rows of a text in CSV, as objects.", "将 CSV 文本解析为对象列表。"},
	{"dirname", "A path without its last part.", "去除路径的最后一部分。"},
	{"distinct", "A list without duplicates.", "去除列表中的重复元素。"},
	{"element", "An element of a list; the index wraps around.", "列表的某个元素，下标循环计数。"},
	{"endswith", "Whether a text ends with another.", "文本是否以给定后缀结尾。"},
	{"env", "The value of an environment variable.", "环境变量的值。"},
	{"file", "The text of a file of the stack.", "栈内文件的文本内容。"},
	{"filebase64", "The bytes of a file, in base64.", "文件内容的 base64。"},
	{"filebase64sha256", "The SHA-256 digest of a file, in base64.", "文件的 SHA-256 摘要，base64 格式。"},
	{"filebase64sha512", "The SHA-512 digest of a file, in base64.", "文件的 SHA-512 摘要，base64 格式。"},
	{"fileexists", "Whether a file exists.", "文件是否存在。"},
	{"filemd5", "The MD5 digest of a file.", "文件的 MD5 摘要。"},
	{"fileset", "The files below a directory that match a pattern: `*`, `**`, `?`, `[a-c]`, `{a,b}`. Symbolic links within the stack are followed. None where there is no such directory.", "目录中与模式匹配的文件集合；模式可用 `*`、`**`、`?`、`[a-c]`、`{a,b}`；会跟随栈内的符号链接；目录不存在时为空集合。"},
	{"filesha1", "The SHA-1 digest of a file.", "文件的 SHA-1 摘要。"},
	{"filesha256", "The SHA-256 digest of a file.", "文件的 SHA-256 摘要。"},
	{"filesha512", "The SHA-512 digest of a file.", "文件的 SHA-512 摘要。"},
	{"flatten", "A list of lists flattened into one list.", "将嵌套的列表展平。"},
	{"floor", "A number rounded down.", "向下取整。"},
	{"format", "A text made by a format, as in printf.", "按格式生成文本，与 printf 相同。"},
	{"formatdate", "A time in another format.", "将时间转换为另一种写法。"},
	{"formatlist", "A list of texts, each made by a format.", "按格式生成文本列表。"},
	{"indent", "A text whose lines after the first are indented.", "缩进文本中除首行外的各行。"},
	{"index", "The position of a value in a list.", "值在列表中的位置。"},
	{"issensitive", "Whether a value is sensitive.", "值是否为敏感值。"},
	{"join", "A list of texts joined with a separator.", "用分隔符将文本列表连接为一个文本。"},
	{"jsondecode", "A value decoded from JSON.", "解析 JSON 文本。"},
	{"jsonencode", "A value encoded as JSON.", "将值编码为 JSON。"},
	{"keys", "The keys of a map, sorted.", "映射的键，已排序。"},
	{"length", "The number of elements, or of a text's characters.", "元素个数，或文本的字符数。"},
	{"log", "The logarithm of a number to a base.", "以给定底数的对数。"},
	{"lookup", "The value of a key, or a default where the map does not have it.", "键对应的值；没有该键时为给定的默认值。"},
	{"lower", "A text in lower case.", "转换为小写。"},
	{"manifests", "The Kubernetes objects of a YAML or JSON file, or of the files of a directory, by `Kind/namespace/name`; see below.", "YAML 或 JSON 文件（或目录中各文件）里的 Kubernetes 对象，键为 `Kind/namespace/name`；见下文。"},
	{"matchkeys", "The values whose keys are among those searched for, after conversion to one type.", "取出键在查找列表中的值；比较前先转换为同一类型。"},
	{"max", "The maximum of some numbers.", "最大值。"},
	{"md5", "The MD5 digest of a text.", "文本的 MD5 摘要。"},
	{"merge", "Maps or objects merged; later ones take precedence.", "合并映射或对象，后者优先。"},
	{"min", "The minimum of some numbers.", "最小值。"},
	{"nonsensitive", "A value no longer marked as sensitive: use it only for what anyone may see.", "去除敏感标记；仅用于可以公开的值。"},
	{"one", "The only element of a list, or null where there is none.", "列表的唯一元素；列表为空时为 null。"},
	{"parseint", "A whole number parsed from a text in a base.", "按给定进制将文本解析为整数。"},
	{"pow", "A number to the power of another.", "乘方。"},
	{"range", "A list of numbers with a constant step.", "等差数列。"},
	{"regex", "The first match of a regular expression.", "正则表达式的第一个匹配。"},
	{"regexall", "All matches of a regular expression.", "正则表达式的全部匹配。"},
	{"replace", "A text with a part, or the matches of a /pattern/, replaced.", "替换文本中的某部分，或 /正则/ 匹配的部分。"},
	{"reverse", "A list in reverse order.", "反转列表。"},
	{"sensitive", "A value marked as sensitive.", "将值标记为敏感值，不得显示。"},
	{"setintersection", "The intersection of sets.", "集合的交集。"},
	{"setproduct", "The Cartesian product of sets.", "集合的笛卡尔积。"},
	{"setsubtract", "The difference of two sets.", "集合的差集。"},
	{"setunion", "The union of sets.", "集合的并集。"},
	{"sha1", "The SHA-1 digest of a text.", "文本的 SHA-1 摘要。"},
	{"sha256", "The SHA-256 digest of a text.", "文本的 SHA-256 摘要。"},
	{"sha512", "The SHA-512 digest of a text.", "文本的 SHA-512 摘要。"},
	{"signum", "The sign of a number: -1, 0 or 1.", "数的符号：-1、0 或 1。"},
	{"slice", "The part of a list from one index up to another.", "列表中从一个位置到另一个位置之前的部分。"},
	{"sort", "A list of texts, sorted.", "将文本列表排序。"},
	{"split", "A text split at a separator.", "按分隔符拆分文本。"},
	{"startswith", "Whether a text begins with another.", "文本是否以给定前缀开头。"},
	{"strcontains", "Whether a text contains another.", "文本是否包含另一段文本。"},
	{"strrev", "A text in reverse order.", "反转文本。"},
	{"substr", "A part of a text, by position and length.", "按位置和长度取文本的一部分。"},
	{"sum", "The sum of a list of numbers.", "数字列表的和。"},
	{"templatefile", "A file as a template, with values for its variables.", "以给定的变量渲染模板文件。"},
	{"templatestring", "A text as a template, with values for its variables.", "以给定的变量渲染模板文本。"},
	{"textdecodebase64", "A text decoded from base64 in a character encoding.", "按字符编码将 base64 解码为文本。"},
	{"textencodebase64", "A text in a character encoding, encoded as base64.", "按字符编码将文本编码为 base64。"},
	{"timeadd", "A time plus a duration.", "在时间上加一段时长。"},
	{"timecmp", "Which of two times is earlier: -1, 0 or 1.", "比较两个时间：-1、0 或 1。"},
	{"title", "A text whose words begin with a capital.", "将每个单词的首字母大写。"},
	{"tobool", "A value as true or false.", "转换为布尔值。"},
	{"tolist", "A value as a list.", "转换为列表。"},
	{"tomap", "A value as a map.", "转换为映射。"},
	{"tonumber", "A value as a number.", "转换为数字。"},
	{"toset", "A value as a set: without duplicates, in no order.", "转换为集合：不重复，无顺序。"},
	{"tostring", "A value as a text.", "转换为文本。"},
	{"transpose", "A map of lists, with keys and values exchanged.", "交换列表映射的键和值。"},
	{"trim", "A text without the given characters at its ends.", "去除文本两端的指定字符。"},
	{"trimprefix", "A text without a prefix.", "去除文本的前缀。"},
	{"trimspace", "A text without white space at its ends.", "去除文本两端的空白。"},
	{"trimsuffix", "A text without a suffix.", "去除文本的后缀。"},
	{"try", "The first expression that can be evaluated without an error.", "第一个能无错误求值的表达式的值。"},
	{"upper", "A text in upper case.", "转换为大写。"},
	{"urlencode", "A text encoded for a URL.", "对文本进行 URL 编码。"},
	{"uuidv5", "The UUID of a name in a namespace, always the same.", "名称在命名空间中的 UUID，始终相同。"},
	{"values", "The values of a map, in the order of the keys.", "映射的值，按键的顺序排列。"},
	{"yamldecode", "A value decoded from YAML, as Kubernetes reads it; see below.", "解析 YAML 文本，规则与 Kubernetes 相同；见下文。"},
	{"yamldecodeall", "The values of all YAML documents of a text, as a list.", "YAML 文本中全部文档的值，以列表表示。"},
	{"yamlencode", "A value encoded as YAML.", "将值编码为 YAML。"},
	{"zipmap", "A map made of a list of keys and a list of values.", "由键列表和值列表组成映射。"},
}
