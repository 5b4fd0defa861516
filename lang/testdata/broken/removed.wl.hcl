stack "shop" {}

removed { # error: write lifecycle { destroy = false } in this block
  from = config_map.gone
}

removed {
  from = config_map.gone
  lifecycle {
    destroy = true # error: destroy must be false here
  }
}

removed {
  from = config_map.there # error: config_map.there still creates ConfigMap default/there
  lifecycle { destroy = false }
}

removed {
  from = config_map.each["a"] # error: config_map.each["a"] still creates ConfigMap
  lifecycle { destroy = false }
}

removed {
  from = config_map.each["c"]
  lifecycle { destroy = false }
}

removed {
  from = var.name # error: from must be the address of a block
  lifecycle { destroy = false }
}

removed {
  from = module.shop # error: from must be the address of a block
  lifecycle { destroy = false }
}

removed {
  from = config_map.gone[each.key] # error: from must be the address of a block
  lifecycle { destroy = false }
}

removed { # error: from
  lifecycle { destroy = false }
}

config_map "there" {
  data = { a = "b" }
}

config_map "each" {
  for_each = toset(["a", "b"])
  data     = { a = each.key }
}

config_map "forced" {
  data = { a = "b" }
  lifecycle {
    force_fields  = ["data.a"] # error: data.a is in force_fields, and data in ignore_fields
    ignore_fields = ["data"]
  }
}

config_map "wrong" {
  data = { a = "b" }
  lifecycle {
    force_fields = ["spec.replicas"] # error: "spec.replicas" in force_fields must be the path of a field of a ConfigMap
  }
}
