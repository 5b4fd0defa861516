package plans

import (
	"io"
	"slices"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/repository"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/diagnostics"
	"github.com/workloadlang/wl/internal/ui/said"
	"github.com/workloadlang/wl/internal/ui/view"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
)

// Selection is which stacks are planned: by it a later run finds its comment again.
type Selection struct {
	plan.Selection          // of each stack's clusters
	Dirs           []string // as they are in the repository
	Recursive      bool     // and those below
	Since          string   // only those touched since then
}

// Many writes what came of several stacks: each as it is added, and at the end a summary.
// In Markdown all is written at the end, for the summary stands on top.
type Many struct {
	to        io.Writer
	options   ui.Options
	selection Selection
	stacks    []outcome
}

// outcome is what is kept of a stack.
type outcome struct {
	dir    string
	result repository.Result
	text   string           // in a sentence
	was    *repository.Gone // of one that was removed, or renamed to now; else nil
	now    object.Stack     // of one that was renamed
	// For Markdown, of what is shown: the plan or, without one, why, with the sources.
	plan    *plan.Plan
	said    string
	least   string // its section, cut as far as it can be
	risk    view.Risk
	level   string // the same in a word
	options ui.Options
}

// NewMany returns a writer in the format that the options ask for.
func NewMany(w io.Writer, s Selection, o ui.Options) *Many {
	return &Many{to: w, options: o, selection: s}
}

// Add takes what came of the next stack.
func (m *Many) Add(p repository.Planned) error {
	o := m.options
	o.Files = p.Stack.Files
	kept := outcome{dir: p.Dir, result: p.Result, was: p.Was, options: o}
	if p.Was != nil && p.Result != repository.Removed {
		kept.now = p.Stack.Stack.ID
	}
	w := words.In(o.Language)
	switch {
	case p.Plan == nil && p.Err == nil: // untouched, or removed
	case p.Plan == nil:
		kept.text = w.Ended(diagnostics.ErrorText(p.Err, w))
	default:
		v := view.Of(p.Plan, o.Verbose)
		kept.text = inShort(v, w)
	}
	write := m.text
	switch o.Format {
	case ui.JSON:
		write = m.json
	case Markdown:
		write = m.remember
	}
	m.stacks = append(m.stacks, kept)
	return write(p, &m.stacks[len(m.stacks)-1])
}

// inShort is what a plan says of all clusters.
func inShort(v *view.Plan, w *words.Words) string {
	text := said.Total(v.Totals, w)
	if v.Totals.Changed == 0 {
		text = said.Nothing(v, v.Totals, w)
	}
	return w.Sentences(w.Ended(said.Incomplete(v.Gaps, w)), text)
}

// End writes what is left to say when all stacks have been added.
func (m *Many) End() error {
	switch m.options.Format {
	case ui.JSON:
		return m.endJSON()
	case Markdown:
		return m.writeMarkdown()
	}
	return m.summary()
}

// text writes a stack at once: below its directory, and on one line where there is nothing to say.
func (m *Many) text(p repository.Planned, kept *outcome) error {
	if p.Plan == nil && p.Err == nil {
		return nil
	}
	w := ui.NewPrinter(kept.options)
	heading := ui.Line{ui.Plain.Span(w.Words.Say("Directory")), ui.Plain.Span(" "), ui.Bold.Span(p.Dir)}
	if p.Result == repository.Unchanged && !m.options.Verbose && quietPlan(p.Plan) && len(p.Stack.FailedChecks()) == 0 {
		w.LineWith(0, heading, ui.Line{ui.Faint.Span(kept.text)})
		return w.Flush(m.to)
	}
	w.Line(0, heading...)
	if err := w.Flush(m.to); err != nil {
		return err
	}
	if err := compilerSays(m.to, p, kept.options); err != nil {
		return err
	}
	if p.Plan != nil {
		if err := writeText(m.to, p.Plan, kept.options); err != nil {
			return err
		}
	}
	return ui.Write(m.to, []byte("\n"))
}

// quietPlan reports whether a plan has nothing to say but that nothing changes.
func quietPlan(p *plan.Plan) bool {
	for _, g := range view.Of(p, false).Groups {
		if !g.Quiet() {
			return false
		}
	}
	return true
}

// compilerSays writes what the compiler says of a stack, and why it was not planned.
func compilerSays(to io.Writer, p repository.Planned, o ui.Options) error {
	o.Format = ui.Text
	if err := diagnostics.Compiled(to, p.Stack.Compiled, o); err != nil || p.Err == nil {
		return err
	}
	return diagnostics.Error(to, p.Err, o)
}

// summary writes the last word on all stacks: a line for each that has changes or has
// failed, and how many there are.
func (m *Many) summary() error {
	p := ui.NewPrinter(m.options)
	shown := m.having(repository.Failed, repository.Changes)
	column := 0
	for _, s := range shown {
		column = max(column, ui.Line{ui.Plain.Span(s.dir)}.Width())
	}
	if len(shown) > 0 {
		p.Line(0, ui.Bold.Span(p.Words.Say("Summary")))
	}
	for _, s := range shown {
		how := ui.Caution
		if s.result == repository.Failed {
			how = ui.Bad
		}
		line := ui.Join(ui.Line{how.Span(resultWord(s.result, p.Words))}.Pad(resultColumn), ui.Line{ui.Bold.Span(s.dir)}.Pad(column))
		if text := (ui.Line{ui.Plain.Span(s.text)}); line.Width()+2+text.Width() <= p.Room(2) {
			p.Line(2, ui.Join(line, text)...)
		} else {
			p.Line(2, line...)
			p.Text(6, ui.Plain, s.text)
		}
	}
	if len(shown) > 0 {
		p.Blank()
	}
	m.unplanned(p)
	p.Text(0, ui.Bold, m.total(p.Words))
	return p.Flush(m.to)
}

// unplanned names the stacks that were not planned, and says what becomes of what those have that were
// removed, or renamed.
func (m *Many) unplanned(p *ui.Printer) {
	if names := m.names(repository.Untouched); len(names) > 0 {
		p.Labelled(0, ui.Faint.Span(p.Words.Say("Not touched since %s:", m.selection.Since)), ui.Plain, p.Words.Commas(names))
	}
	plain := func(text string) string { return text }
	in := styled{list: func(names []string) string { return listedInText(names, p.Words) }, code: plain, command: plain}
	for _, l := range m.leftovers(p.Words, in, m.selection.Since) {
		p.Labelled(0, ui.Caution.Span(l.label), ui.Plain, l.note)
		for _, s := range l.stacks {
			for _, command := range l.commands(&s) {
				p.Line(2, ui.Plain.Span(l.line(&s, command, p.Words)))
			}
		}
	}
}

// listedInText lists directories in a sentence, of which a name that is a full stop would end it.
func listedInText(names []string, w *words.Words) string {
	names = slices.Clone(names)
	if i := slices.Index(names, "."); i >= 0 {
		names[i] = w.Say("this directory")
	}
	return w.Commas(names)
}

// resultColumn is as wide as the longest word of a result that has a line of its own.
const resultColumn = len("changes")

func resultWord(r repository.Result, w *words.Words) string {
	if r == repository.Failed {
		return w.Say("failed")
	}
	return w.Say("changes")
}

// having are the stacks of some results, in their order.
func (m *Many) having(results ...repository.Result) []outcome {
	var some []outcome
	for _, s := range m.stacks {
		if slices.Contains(results, s.result) {
			some = append(some, s)
		}
	}
	return some
}

// names are the directories of the stacks of a result.
func (m *Many) names(r repository.Result) []string { return dirsOf(m.having(r)) }

func dirsOf(stacks []outcome) []string {
	var names []string
	for _, s := range stacks {
		names = append(names, s.dir)
	}
	return names
}

// total counts the stacks.
func (m *Many) total(w *words.Words) string {
	var parts []string
	count := func(r repository.Result, say func(n int) string) {
		if n := len(m.having(r)); n > 0 {
			parts = append(parts, say(n))
		}
	}
	count(repository.Changes, func(n int) string { return w.Say("%d with changes", n) })
	count(repository.Unchanged, func(n int) string { return w.Say("%d unchanged", n) })
	count(repository.Untouched, func(n int) string { return w.Say("%d not touched", n) })
	count(repository.Removed, func(n int) string { return w.Say("%d removed", n) })
	count(repository.Failed, func(n int) string { return w.Say("%d failed", n) })
	return w.SayN(int64(len(m.stacks)), "%d stack: %s.", "%d stacks: %s.", w.Commas(parts))
}
