package table

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

func oneOf(choices ...string) schema.Limit {
	quoted := make([]string, len(choices))
	for i, c := range choices {
		quoted[i] = fmt.Sprintf("%q", c)
	}
	last := len(quoted) - 1
	list := strings.Join(quoted[:last], ", ")
	if list != "" {
		list += " or "
	}
	return schema.Limit{
		English: "be " + list + quoted[last],
		Chinese: "为 " + strings.Join(quoted, "、") + " 之一",
		Choices: choices,
		Holds:   func(v any) bool { s, ok := v.(string); return ok && slices.Contains(choices, s) },
	}
}

// between limits whole numbers; other forms of a value, such as percentages
// and names, are not its concern.
func between(low, high int64) schema.Limit {
	l := schema.Limit{Holds: func(v any) bool {
		i, ok := v.(int64)
		return !ok || i >= low && i <= high
	}}
	if high == math.MaxInt32 || high == math.MaxInt64 {
		l.Most = high
		l.English, l.Chinese = fmt.Sprintf("be %d or more", low), fmt.Sprintf("不小于 %d", low)
	} else {
		l.English, l.Chinese = fmt.Sprintf("be between %d and %d", low, high), fmt.Sprintf("在 %d 到 %d 之间", low, high)
	}
	return l
}

// exactly allows one number.
func exactly(n int64) schema.Limit {
	l := between(n, n)
	l.English, l.Chinese = fmt.Sprintf("be %d", n), fmt.Sprintf("为 %d", n)
	return l
}

// atMost limits a number from above.
func atMost(high int64) schema.Limit {
	l := between(math.MinInt64, high)
	l.English, l.Chinese = fmt.Sprintf("be at most %d", high), fmt.Sprintf("不大于 %d", high)
	return l
}

// atLeast limits a number of 32 bits, as nearly all of Kubernetes' are.
func atLeast(low int64) schema.Limit { return between(low, math.MaxInt32) }

// atLeastOf64 limits one of 64 bits.
func atLeastOf64(low int64) schema.Limit { return between(low, math.MaxInt64) }

func port() schema.Limit {
	l := between(1, 65535)
	l.Examples = []any{int64(8080)}
	return l
}

// characters limits a string's length in characters, not bytes.
func characters(most int) schema.Limit {
	return schema.Limit{
		English: fmt.Sprintf("have at most %d characters", most),
		Chinese: fmt.Sprintf("不超过 %d 个字符", most),
		Holds:   func(v any) bool { s, ok := v.(string); return !ok || utf8.RuneCountInString(s) <= most },
	}
}

// atMostPercent limits percentages; whole numbers are not its concern.
func atMostPercent(most int) schema.Limit {
	return schema.Limit{
		English: fmt.Sprintf("be at most %d%%", most),
		Chinese: fmt.Sprintf("不超过 %d%%", most),
		Holds: func(v any) bool {
			s, ok := v.(string)
			var p int
			if !ok {
				return true
			}
			_, err := fmt.Sscanf(s, "%d%%", &p)
			return err == nil && p <= most
		},
	}
}

// cpuQuantity refuses what is finer than a thousandth of a core: the server would
// round it up. Zero requests nothing, or limits nothing.
func cpuQuantity() schema.Limit {
	return schema.Limit{
		Examples: []any{"250m"},
		English:  "be 0 or more, in steps of 1m (a thousandth of a core)",
		Chinese:  "不小于 0，且为 1m（千分之一核）的整数倍",
		Holds: func(v any) bool {
			q, err := object.ParseQuantity(fmt.Sprint(v))
			return err == nil && q.Sign() >= 0 && resource.NewMilliQuantity(q.MilliValue(), q.Format).Cmp(q) == 0
		},
	}
}

func memoryQuantity() schema.Limit {
	return bytesFrom(0, "be a whole number of bytes, 0 or more (a small m means thousandths; write Mi for mebibytes)",
		"为不小于 0 的整数字节（小写 m 表示千分之一；兆字节请写 Mi）")
}

// storageQuantity is what a claim requests, which is never nothing.
func storageQuantity() schema.Limit {
	return bytesFrom(1, "be a whole number of bytes above 0 (a small m means thousandths; write Mi for mebibytes)",
		"为大于 0 的整数字节（小写 m 表示千分之一；兆字节请写 Mi）")
}

func bytesFrom(least int, english, chinese string) schema.Limit {
	return schema.Limit{
		Examples: []any{"128Mi"}, English: english, Chinese: chinese,
		Holds: func(v any) bool {
			q, err := object.ParseQuantity(fmt.Sprint(v))
			return err == nil && q.Sign() >= least && resource.NewQuantity(q.Value(), q.Format).Cmp(q) == 0
		},
	}
}
