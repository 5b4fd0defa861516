workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    security {
      run_as_user               = 101
      run_as_non_root           = true
      read_only_root_filesystem = true
      capabilities              = { drop = ["ALL"], add = ["NET_BIND_SERVICE"] }
      seccomp_profile           = { type = "RuntimeDefault" }
    }
  }

  advanced {
    security {
      fs_group = 101
    }
  }
}
