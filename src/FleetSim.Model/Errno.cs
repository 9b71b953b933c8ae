namespace FleetSim.Model;

/// <summary>Linux error numbers, as positive values. Kernel functions return them negated.</summary>
/// <remarks>Source: include/uapi/asm-generic/errno-base.h, errno.h; EPROBE_DEFER from include/linux/errno.h.</remarks>
public enum Errno
{
    /// <summary>Success.</summary>
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    EIO = 5,
    E2BIG = 7,
    EBADF = 9,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    EFAULT = 14,
    EBUSY = 16,
    EEXIST = 17,
    ENODEV = 19,
    EINVAL = 22,
    ENOTTY = 25,
    ENOSPC = 28,
    ERANGE = 34,
    EBADFD = 77,
    EOVERFLOW = 75,
    EOPNOTSUPP = 95,
    EADDRINUSE = 98,
    EHOSTDOWN = 112,

    /// <summary>Kernel-internal: the driver core tries again later.</summary>
    EPROBE_DEFER = 517,
}
