package explained

import (
	"strings"

	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/lang/explain"
)

// facts are what a page says beside the description, in the order in which
// people ask.
func (e *explainer) facts(p *explain.Page) []labelledFact {
	facts := []labelledFact{
		{e.say("Syntax", "写法"), e.written(p)},
		{e.say("Label", "块标签"), e.labelOf(p)},
		{e.say("Type", "类型"), e.typeOf(p)},
		{e.say("Default", "默认值"), e.forKinds(p.Defaults)},
		{e.say("Limits", "限制"), e.limits(p)},
		{e.say("Kinds", "适用类型"), e.kinds(p)},
		{"Kubernetes", e.forKinds(p.Kubernetes)},
		{e.say("Section", "章节"), e.section(p.Section)},
		{e.say("Example", "示例"), e.examples(p.Examples)},
		{e.say("See also", "另见"), p.Same},
		{e.say("Or", "或指"), p.Also},
	}
	kept := facts[:0]
	for _, f := range facts {
		if len(f.texts) > 0 {
			kept = append(kept, f)
		}
	}
	return kept
}

// written returns how a block is written, and how often.
func (e *explainer) written(p *explain.Page) []string {
	switch {
	case p.Form == explain.Argument:
		return nil
	case p.Form == explain.Many && p.Required:
		return []string{p.Written + e.say(", once or more", "，一次或多次")}
	case p.Form == explain.Many:
		return []string{p.Written + e.say(", any number of times", "，次数不限")}
	case p.Form == explain.Once && p.Required:
		return []string{p.Written + e.say(", once", "，必须写一次")}
	default:
		return []string{p.Written + e.say(", at most once", "，最多一次")}
	}
}

func (e *explainer) labelOf(p *explain.Page) []string {
	if p.Label == nil {
		return nil
	}
	return []string{p.Label.Summary}
}

func (e *explainer) typeOf(p *explain.Page) []string {
	if p.Form != explain.Argument {
		return nil
	}
	if p.Required {
		return []string{p.Type + e.say(", required", "，必填")}
	}
	return []string{p.Type}
}

// forKinds returns what holds for which kinds.
func (e *explainer) forKinds(values []explain.ForKinds) []string {
	var texts []string
	for _, v := range values {
		text := v.Value
		if len(v.Kinds) > 0 && len(v.Kinds) < allKinds {
			text += e.say(" (", "（") + strings.Join(v.Kinds, e.say(", ", "、")) + e.say(")", "）")
		}
		texts = append(texts, text)
	}
	return texts
}

// allKinds is the number of kinds of workload: all of them need not be named.
const allKinds = 5

func (e *explainer) limits(p *explain.Page) []string {
	var texts []string
	documented := map[explain.Of]bool{}
	for _, l := range p.Limits {
		documented[l.Of] = documented[l.Of] || l.Documented
	}
	for _, l := range p.Limits {
		text := e.of(l.Of) + l.Rule
		switch {
		case l.Documented:
			text += e.say(` (documented; limits = "kubernetes" lifts it)`, `（文档规定；limits = "kubernetes" 可解除）`)
		case documented[l.Of]:
			text += e.say(" (Kubernetes)", "（Kubernetes）")
		}
		texts = append(texts, text)
	}
	return texts
}

func (e *explainer) of(of explain.Of) string {
	switch of {
	case explain.Elements:
		return e.say("each element must ", "每个元素须")
	case explain.TheKeys:
		return e.say("each key must ", "每个键须")
	case explain.TheSize:
		return e.say("the number of elements must ", "元素个数须")
	default:
		return e.say("must ", "须")
	}
}

func (e *explainer) kinds(p *explain.Page) []string {
	var texts []string
	switch {
	case len(p.Kinds) == allKinds:
		texts = []string{e.say("every kind of workload", "所有工作负载类型")}
	case len(p.Kinds) > 0 && e.language == explain.Chinese:
		texts = []string{strings.Join(p.Kinds, "、")}
	case len(p.Kinds) > 0:
		texts = []string{words.In(e.language).List(p.Kinds)}
	}
	if p.Elsewhere != "" {
		texts = append(texts, e.say("elsewhere: ", "其他类型：")+p.Elsewhere)
	}
	return texts
}

func (e *explainer) section(s *explain.Section) []string {
	if s == nil {
		return nil
	}
	return []string{s.Number + " " + s.Name}
}

func (e *explainer) examples(examples []explain.Example) []string {
	var texts []string
	for _, x := range examples {
		text := x.HCL
		if x.Words != "" {
			text += "  # " + x.Words
		}
		texts = append(texts, text)
	}
	return texts
}
