stack "shop" {
  namespace = "shop"
}

config_map "settings" {
  data = { level = "info" }
  lifecycle {
    destroy = false # when this block is removed, the ConfigMap stays
  }
}

removed {
  from = workload.web # this block was removed, and its objects stay
  lifecycle {
    destroy = false
  }
}
