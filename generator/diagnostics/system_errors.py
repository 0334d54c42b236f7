"""What the operating system says of files, folders and ports, in Chinese."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_SAID: Mapping[int, str] = {
    errno.EPERM: "系统不允许",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EIO: "读写出错，磁盘可能已损坏",
    errno.EACCES: "没有权限，或正被其他程序占用",
    errno.EBUSY: "正被其他程序占用",
    errno.EEXIST: "已有同名文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EINVAL: "名称不能用",
    errno.EMFILE: "同时打开的文件太多",
    errno.EFBIG: "文件超过系统允许的大小",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "是只读的磁盘",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    getattr(errno, "EDQUOT", -1): "超出磁盘配额",
}


def system_reason(error: OSError) -> str:
    """Why something could not be read, written or opened; what is not known here, in the system's own words."""
    return _SAID.get(error.errno or 0, error.strerror or "原因不明")
