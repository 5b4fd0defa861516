storage_class "fast" {
  provisioner            = "csi.example.com"
  parameters             = { type = "ssd" }
  reclaim_policy         = "Retain"
  volume_binding_mode    = "WaitForFirstConsumer"
  allow_volume_expansion = true
}

persistent_volume "exports" {
  size         = "100Gi"
  access_modes = ["ReadWriteMany"]
  nfs          = { server = "nfs.example.com", path = "/exports/shop" }
}

quota "shop" {
  hard = { "requests.cpu" = 20, "requests.memory" = "64Gi", pods = 100 }
}

limit_range "shop" {
  limit "Container" {
    default         = { cpu = "500m", memory = "256Mi" }
    default_request = { cpu = "100m", memory = "128Mi" }
  }
}
