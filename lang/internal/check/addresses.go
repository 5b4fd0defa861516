package check

import (
	"net/netip"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
)

// addresses holds ranges of addresses to what one of them alone does not show, as the
// API server does (ValidateIPBlock of the networking API).
func (n networkPolicy) addresses(of blocks.IPBlock) {
	whole, err := netip.ParsePrefix(of.Cidr().Value())
	if err != nil {
		return // not known, or reported for itself
	}
	if !of.Cidr().Sensitive() {
		n.hostBits(whole, of.Cidr().Range())
	}
	except := of.Except()
	n.ranges(except)
	for i, element := range except.Value() {
		if part, ok := prefix(element); ok && (!whole.Contains(part.Masked().Addr()) || part.Bits() <= whole.Bits()) {
			n.fail(except.ElementRange(i), "Invalid value", "What except leaves out must be a part of cidr, and smaller. Correct it, or remove it.")
		}
	}
}

// ranges warns of ranges in a list that only former releases of Kubernetes take.
func (r *report) ranges(list decode.Argument[[]any]) {
	for i, element := range list.Value() {
		if p, ok := prefix(element); ok && !list.IsSensitive(object.Path{}.Index(i)) {
			r.hostBits(p, list.ElementRange(i))
		}
	}
}

// hostBits warns of a range that is named by another address than its first, which
// Kubernetes refuses since 1.36 (KEP-4858).
func (r *report) hostBits(p netip.Prefix, at hcl.Range) {
	if first := p.Masked(); first != p {
		r.warn(at, "Bits beyond the prefix", "%s is a range that begins with another address, and Kubernetes 1.36 and later refuse it. Write %q.", p, first)
	}
}

func prefix(element any) (netip.Prefix, bool) {
	s, _ := element.(string)
	p, err := netip.ParsePrefix(s)
	return p, err == nil
}
