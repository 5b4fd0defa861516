package schema

// gpu is the GPU quota in its three forms. Devices cannot be overcommitted, so
// what is asked for is also the limit.
func gpu() *Block {
	return fields("gpu", "", "GPU quota: whole cards, a share of cards, or parts of one.", "GPU 配额：整卡、vGPU 或 MIG。",
		device("count", "nvidia.com/gpu", "Whole cards.", "整卡数量。", atLeast(1)),
		fields("vgpu", "", "A share of cards.", "vGPU：共享显卡。",
			device("cards", "nvidia.com/vgpu", "Cards shared.", "显卡数量。", atLeast(1), required),
			device("cores", "nvidia.com/gpucores", "Share of each card's cores, in percent.", "每张显卡的算力百分比。", between(1, 100)),
			device("memory", "nvidia.com/gpumem", "Memory of each card, in MiB.", "每张显卡的显存，单位为 MiB。", atLeast(1))),
		fields("mig", "", "Parts that cards are divided into.", "MIG：显卡的切分实例。", compiledBy(CompileMIG),
			attr("profile", String, "", `The parts' size, such as "1g.5gb".`, `规格，例如 "1g.5gb"。`, required,
				limited(pattern(`[0-9]+g\.[0-9]+gb(\.me)?`, `be a MIG profile such as "1g.5gb"`, `为 MIG 规格，例如 "1g.5gb"`, "1g.5gb"))),
			attr("count", Int, "", "How many parts.", "数量。", required, limited(atLeast(1)))))
}

func device(name, resource, english, chinese string, l Limit, options ...option) *Attribute {
	return attr(name, Int, "resources.limits["+resource+"]", english, chinese, append(options, limited(l), by(CompileDevice))...)
}
